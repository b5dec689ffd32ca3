/* Suggests people, films and tags as one types. Without it the form works as it stands.

   <search-box data-suggest="/search/suggest/"><form><input type="search"><ul class="suggestions" hidden></ul></form></search-box> */
customElements.define("search-box", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=search]");
    this.list = this.querySelector(".suggestions");
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), 150);
    });
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.show([]));
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.show([]));
  }

  async ask() {
    const typed = this.input.value.trim();
    if (typed.length < 2) return this.show([]);
    try {
      const answer = await fetch(`${this.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      const { suggestions } = await answer.json();
      if (typed === this.input.value.trim()) this.show(suggestions);
    } catch {
      this.show([]);
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map(({ name, kind, address }) => {
      const item = document.createElement("li"), link = document.createElement("a"), label = document.createElement("small");
      link.href = address;
      label.textContent = kind;
      link.append(name, " ", label);
      item.append(link);
      return item;
    }));
    this.list.hidden = suggestions.length === 0;
  }
});
