/* Switches between light and dark, and remembers the choice in this browser.

   <theme-toggle><button type="button" aria-pressed="false" aria-label="Dark theme">…</button></theme-toggle>

   Without this file the button stays hidden (site.css) and the page follows the system's choice. */
class ThemeToggle extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.choose(!this.isDark));
    this.show();
  }

  get isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  choose(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    try {
      localStorage.theme = document.documentElement.dataset.theme;
    } catch {
      /* storage is switched off: the choice lasts for this page */
    }
    this.show();
  }

  show() {
    this.button.setAttribute("aria-pressed", String(this.isDark));
  }
}

customElements.define("theme-toggle", ThemeToggle);
