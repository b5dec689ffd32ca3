/* Swaps a poster for its player when the reader presses it; until then nothing is asked of anybody else.

   <player-facade>
     <a class="facade" href="PAGE" data-embed="FRAME ADDRESS" data-title="TITLE" data-height="PIXELS">poster, play button</a>
   </player-facade>

   Without this file the link leads to the provider's page. */
class PlayerFacade extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("[data-embed]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.play(link);
    });
  }

  play(link) {
    const box = document.createElement("div");
    box.className = link.className;
    Object.assign(box.dataset, link.dataset);
    if (Number(link.dataset.height)) box.style.minBlockSize = `${link.dataset.height}px`;
    const frame = document.createElement("iframe");
    frame.src = link.dataset.embed;
    frame.title = link.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    box.append(frame);
    link.replaceWith(box);
    frame.focus();
  }
}

customElements.define("player-facade", PlayerFacade);
