/* Shares the page by the device's own sheet, else copies its address.

   <share-button><a class="btn" href="mailto:…">… <span>Share</span></a></share-button>

   Without this file the link writes a mail. */
class ShareButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
      if (navigator.share) {
        event.preventDefault();
        navigator.share({ title: document.title, url }).catch(() => {});
      } else if (navigator.clipboard) {
        event.preventDefault();
        navigator.clipboard.writeText(url).then(() => this.say("Link copied"), () => this.say(url));
      }
    });
  }

  say(words) {
    const label = this.querySelector("span");
    label.setAttribute("role", "status");
    label.textContent = words;
  }
}

customElements.define("share-button", ShareButton);
