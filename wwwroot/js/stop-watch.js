// <stop-watch start="Start the clock" stop="Stop"><button>Start the clock</button><input type="hidden" /></stop-watch>
// times an attempt in the browser, where no line is in the way, and gives the seconds, to the tenth, to the input.
customElements.define("stop-watch", class extends HTMLElement {
  #since = null;
  #timer = null;

  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  handleEvent(event) {
    const button = event.target.closest("button");
    if (!button) {
      return;
    }

    if (this.#since === null) {
      this.#since = performance.now();
      this.#timer = setInterval(() => this.#write(button), 100);
      this.#write(button);
      return;
    }

    const seconds = this.#seconds();
    clearInterval(this.#timer);
    this.#since = null;
    button.textContent = this.getAttribute("start");
    const input = this.querySelector("input");
    input.value = seconds;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #seconds() {
    return ((performance.now() - this.#since) / 1000).toFixed(1);
  }

  #write(button) {
    button.textContent = `${this.getAttribute("stop")} · ${this.#seconds()} s`;
  }
});
