// Cleans the clipboard's HTML before the editor parses it; the schema drops the rest, the server checks again.
//
// Under style-src 'self' the browser refuses inline style attributes even in a detached document, so element.style is
// empty and bold or italic written as a style (Google Docs) can't be seen: Docs text would arrive all bold or all
// plain. So style= is renamed in the string, inside tags alone, and read as text.
import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { uploadAll } from "desk/pickers"
import { post } from "desk/server"
import { say } from "desk/toolbar"

const { Fragment, Slice } = pm.model

const defuse = (html) =>
  html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[^\]]*\]>/g, "")
    .replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<\/?[ovwm]:[^>]*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-css=").replace(/\son[a-z]+\s*=/gi, " data-x="))

const css = (element, property) =>
  (element.dataset.css || "").match(new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i"))?.[1].trim().toLowerCase() || ""

const wrap = (element, tag) => {
  const inside = element.ownerDocument.createElement(tag)
  inside.append(...element.childNodes)
  element.append(inside)
}

export function cleanPasted(html) {
  const doc = new DOMParser().parseFromString(defuse(html), "text/html")
  for (const it of doc.querySelectorAll("style,script,meta,link,title,xml,iframe,svg,object")) it.remove()
  for (const it of doc.querySelectorAll("span[data-css]")) {
    if (/^(bold|bolder|[6-9]00)$/.test(css(it, "font-weight"))) wrap(it, "strong")
    if (/^(italic|oblique)/.test(css(it, "font-style"))) wrap(it, "em")
    const raised = css(it, "vertical-align")
    if (/^(sub|super)$/.test(raised)) wrap(it, raised.slice(0, 3) === "sub" ? "sub" : "sup")
  }
  // Google Docs wraps everything in <b style="font-weight:normal" id="docs-internal-guid-…">.
  for (const it of doc.querySelectorAll("b[id^=docs-internal-guid]")) it.replaceWith(...it.childNodes)
  rebuildWordLists(doc)
  for (const it of doc.querySelectorAll("h1, h4, h5, h6")) rename(doc, it, it.localName === "h1" ? "h2" : "h3")
  // There are no tables here: a row is a line, its cells stay apart.
  for (const it of doc.querySelectorAll("td + td, td + th, th + td, th + th")) it.prepend(" | ")
  for (const it of doc.querySelectorAll("tr")) rename(doc, it, "p")
  for (const it of doc.querySelectorAll("a[href*='google.com/url']")) {
    const address = new URL(it.href).searchParams.get("q")
    if (address) it.href = address
  }
  for (const it of doc.querySelectorAll("p"))
    if (!it.textContent.replaceAll("\u00a0", "").trim() && !it.querySelector("img,figure")) it.remove()
  for (const it of doc.querySelectorAll("body > br, p + br")) it.remove()
  for (const it of doc.querySelectorAll("[data-css]")) it.removeAttribute("data-css")
  return doc.body.innerHTML
}

function rename(doc, element, tag) {
  const other = doc.createElement(tag)
  other.append(...element.childNodes)
  element.replaceWith(other)
}

// Word fakes lists with paragraphs.
function rebuildWordLists(doc) {
  let list = null
  for (const paragraph of [...doc.querySelectorAll("p[class^=MsoListParagraph],p[data-css*='mso-list:l']")]) {
    const bullet = paragraph.querySelector("span[data-css*='mso-list:Ignore'],span[data-css*='mso-list: Ignore']")
    const tag = /^\s*(\d+|[a-z])[.)]/i.test(bullet?.textContent || paragraph.textContent) ? "ol" : "ul"
    bullet?.remove()
    if (!list || list.localName !== tag || list.nextElementSibling !== paragraph) {
      list = doc.createElement(tag)
      paragraph.before(list)
    }
    const item = doc.createElement("li")
    const words = doc.createElement("p")
    words.append(...paragraph.childNodes)
    item.append(words)
    list.append(item)
    paragraph.remove()
  }
}

// A line that says "Advertisement" alone is where the other page had its slot; ours stands in the same place.
function withAdSlots(slice, schema) {
  const last = slice.content.childCount - 1
  const nodes = slice.content.content.map((node, place) => {
    const isSlot = place > 0 && place < last && node.isTextblock && node.textContent.trim() === "Advertisement"
    return isSlot ? schema.nodes.embed.create({ kind: "ad", id: null, props: {} }) : node
  })
  return new Slice(Fragment.from(nodes), slice.openStart, slice.openEnd)
}

// What came in, told in one line: "4 quotations, 1 without a speaker, 2 pictures left out". Who speaks is known once the
// quote desk has read the text, which says it again.
function tell(editor, { words, pictures }) {
  const quotations = words.match(/“[^”]+”|«[^»]+»|„[^“]+“/g)?.length || 0
  const left = pictures ? `${pictures} ${pictures === 1 ? "picture" : "pictures"} left out: put them in as photos` : ""
  sayWhatCame(editor, [quotations ? counted(quotations) : "", left])
  // After the editor has taken it in.
  setTimeout(() => editor.view.dom.dispatchEvent(new CustomEvent("article-body:pasted", { bubbles: true, detail: { quotations, left, words: words.split(/\s+/).length } })), 50)
}

export const counted = (quotations) => `${quotations} ${quotations === 1 ? "quotation" : "quotations"}`

export function sayWhatCame(editor, parts) {
  const words = parts.filter(Boolean).join(", ")
  if (words) say(editor, `${words}.`)
}

// The address of a page that has a player, pasted alone, offers the card; the desk decides which those are.
async function offerPlayer(editor, embedUrl, url) {
  const body = new FormData()
  body.append("url", url)
  const { status, data } = await post(embedUrl.replace("KIND", "player"), body)
  if (status !== 200 || !data.props) return
  say(editor, "This page has a player.", {
    text: "Put the player in",
    run: () => {
      const { state } = editor
      const line = state.selection.$from
      if (line.depth && line.parent.textContent.trim() === url) editor.chain().deleteRange({ from: line.before(1), to: line.after(1) }).run()
      editor.chain().focus().insertContent({ type: "embed", attrs: { kind: "player", id: null, props: data.props } }).run()
    },
  })
}

const picturesIn = (data) => [...(data?.files || [])].filter((file) => file.type.startsWith("image/"))

function putIn(editor, base, files) {
  const take = (row) => editor.chain().focus().insertContent({ type: "embed", attrs: { kind: "photo", id: null, props: { photo: Number(row.id) } } }).run()
  uploadAll(files, base, { take, say: (words) => say(editor, words) })
}

export const Paste = Extension.create({
  name: "articlePaste", // "paste" is taken by the core
  addOptions() {
    return { embedUrl: "" }
  },
  addProseMirrorPlugins() {
    const { editor } = this
    const { embedUrl } = this.options
    const base = embedUrl.replace(/embed\/KIND\/$/, "")
    let pictures = 0
    return [
      new Plugin({
        props: {
          transformPastedHTML(html) {
            pictures = (html.match(/<img\b/gi) || []).length
            return /data-pm-slice/.test(html) ? html : cleanPasted(html)
          },
          transformPasted: (slice) => withAdSlots(slice, editor.schema),
          handlePaste(_view, event, slice) {
            const files = picturesIn(event.clipboardData)
            if (files.length && !event.clipboardData.types.includes("text/html")) {
              putIn(editor, base, files)
              return true
            }
            const words = slice.content.textBetween(0, slice.content.size, "\n")
            tell(editor, { words, pictures })
            pictures = 0
            if (/^https?:\/\/\S+$/.test(words.trim())) offerPlayer(editor, embedUrl, words.trim())
            return false
          },
          handleDrop(view, event, _slice, moved) {
            const files = picturesIn(event.dataTransfer)
            if (moved || !files.length) return false
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
            if (place) editor.commands.setTextSelection(place.pos)
            putIn(editor, base, files)
            return true
          },
        },
      }),
    ]
  },
})
