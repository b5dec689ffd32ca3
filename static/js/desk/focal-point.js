// <focal-point data-x="id_focal_x" data-y="id_focal_y"><img …></focal-point>: the point that every crop keeps, moved with
// the mouse or the arrow keys (Shift for large steps), with the crops that pages show beside it. Without script the two
// number fields do the same.
const CROPS = [["1:1", 1], ["16:9", 16 / 9], ["3:2", 3 / 2], ["1200 × 630", 1200 / 630]]
const clamp = (value, low, high) => Math.min(Math.max(value, low), high)

class FocalPoint extends HTMLElement {
  connectedCallback() {
    this.picture = this.querySelector("img")
    this.fields = [this.dataset.x, this.dataset.y].map((id) => document.getElementById(id))
    if (!this.picture || this.fields.some((it) => !it)) return
    this.handle = Object.assign(document.createElement("button"), { type: "button", className: "focal__point" })
    const stage = Object.assign(document.createElement("div"), { className: "focal__stage" })
    this.picture.before(stage)
    stage.append(this.picture, this.handle)
    this.crops = CROPS.map(([name, ratio]) => this.crop(name, ratio))
    this.append(...this.crops.map(({ figure }) => figure))
    stage.addEventListener("pointerdown", (event) => this.drag(event, stage))
    this.handle.addEventListener("keydown", (event) => this.step(event))
    for (const field of this.fields) field.addEventListener("input", () => this.paint())
    this.paint() // before it has loaded too: the point has a name and answers the keys
    this.picture.addEventListener("load", () => this.paint())
  }

  get point() {
    return this.fields.map((field) => clamp(Number(field.value) || 0, 0, 1))
  }

  put(x, y) {
    this.fields[0].value = clamp(x, 0, 1).toFixed(3)
    this.fields[1].value = clamp(y, 0, 1).toFixed(3)
    this.paint()
  }

  crop(name, ratio) {
    const figure = Object.assign(document.createElement("figure"), { className: "focal__crop" })
    const image = Object.assign(document.createElement("img"), { src: this.picture.src, alt: "" })
    image.style.aspectRatio = ratio
    figure.append(image, Object.assign(document.createElement("figcaption"), { textContent: name }))
    return { figure, image, ratio }
  }

  // The same frame as the desk cuts: as near to the point as the edges allow.
  paint() {
    const [x, y] = this.point
    const { naturalWidth: width, naturalHeight: height } = this.picture
    this.handle.style.insetInlineStart = `${x * 100}%`
    this.handle.style.insetBlockStart = `${y * 100}%`
    this.handle.setAttribute("aria-label", `Focal point, ${Math.round(x * 100)} % from the left, ${Math.round(y * 100)} % from the top. Arrow keys move it.`)
    for (const { image, ratio } of this.crops) {
      const [w, h] = [Math.min(width, height * ratio), Math.min(height, width / ratio)]
      const place = (at, whole, part) => (whole > part ? (clamp(at * whole - part / 2, 0, whole - part) / (whole - part)) * 100 : 50)
      image.style.objectPosition = `${place(x, width, w)}% ${place(y, height, h)}%`
    }
  }

  drag(event, stage) {
    event.preventDefault()
    this.handle.focus()
    const move = ({ clientX, clientY }) => {
      const box = stage.getBoundingClientRect()
      this.put((clientX - box.left) / box.width, (clientY - box.top) / box.height)
    }
    move(event)
    stage.setPointerCapture(event.pointerId)
    stage.addEventListener("pointermove", move)
    stage.addEventListener("pointerup", () => stage.removeEventListener("pointermove", move), { once: true })
  }

  step(event) {
    const by = event.shiftKey ? 0.1 : 0.01
    const [dx, dy] = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key] || [0, 0]
    if (!dx && !dy) return
    event.preventDefault()
    const [x, y] = this.point
    this.put(x + dx, y + dy)
  }
}

customElements.define("focal-point", FocalPoint)
