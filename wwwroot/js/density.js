// <density-switch>: tiles dense or roomy. Unless the viewer chose, the board decides by how many there are (.board.crowded, see BoardPanel); the choice is this browser's.
const key = "traininghub.density";
const root = document.documentElement;

try {
  root.dataset.density = localStorage.getItem(key) ?? "auto";
} catch {
  root.dataset.density = "auto"; // storage is switched off: it holds as long as the page
}

customElements.define("density-switch", class extends HTMLElement {
  connectedCallback() {
    this.button ??= this.make();
    this.replaceChildren(this.button);
    this.show();
    // How many tiles there are may change what "auto" comes to.
    this.changes = new MutationObserver(() => this.show());
    this.changes.observe(this.closest(".board"), { attributes: true, attributeFilter: ["class"] });
  }

  disconnectedCallback() {
    this.changes.disconnect();
  }

  get dense() {
    const { density } = root.dataset;
    return density === "dense" || (density === "auto" && this.closest(".board").classList.contains("crowded"));
  }

  make() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tab";
    button.textContent = "Dense";
    button.addEventListener("click", () => this.choose(this.dense ? "roomy" : "dense"));
    return button;
  }

  choose(density) {
    root.dataset.density = density;
    try {
      localStorage.setItem(key, density);
    } catch {
      // As above.
    }

    this.show();
  }

  show() {
    this.button.setAttribute("aria-pressed", String(this.dense));
  }
});
