// The clock and the scrubber of a replay.
import { clock, endReplay, now, replay, startTicking, stopTicking, write } from "./server-time.js";

const everyMs = 250;
const ofDay = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit", second: "2-digit" });

/** <replay-clock data="at|speed|jump">: the time of everything on the page, see server-time.js. */
customElements.define("replay-clock", class extends HTMLElement {
  static observedAttributes = ["data"];

  attributeChangedCallback(_, __, data) {
    replay(...data.split("|").map(Number));
  }

  disconnectedCallback() {
    endReplay();
  }
});

/**
 * <replay-bar from="Unix ms" length="ms" jump>: moves its range, writes .position and the time of day into .of-day. While a finger drags, the range tells of a change
 * (which the server hears) a few times a second, and once more when it is let go: the last position wins.
 */
customElements.define("replay-bar", class extends HTMLElement {
  static observedAttributes = ["jump"];

  connectedCallback() {
    startTicking(this);
    this.addEventListener("pointerdown", event => this.dragging = event.target === this.range);
    this.letGo = () => this.dragging && this.drop();
    ["pointerup", "pointercancel"].forEach(name => document.addEventListener(name, this.letGo));
    this.addEventListener("input", event => event.target === this.range && this.drag());
    this.addEventListener("change", event => event.isTrusted && this.rest());
  }

  disconnectedCallback() {
    stopTicking(this);
    ["pointerup", "pointercancel"].forEach(name => document.removeEventListener(name, this.letGo));
    this.rest();
  }

  // The server went where it was asked to go.
  attributeChangedCallback() {
    if (!this.dragging) {
      this.held = null;
    }

    this.tick();
  }

  get range() {
    return this.querySelector("input[type=range]");
  }

  drag() {
    this.held = this.range.valueAsNumber * 1000;
    this.tick();
    if (!this.timer) {
      this.timer = setInterval(() => this.tell(), everyMs);
      this.tell();
    }
  }

  // Let go where it was taken up, the range itself tells of no change.
  drop() {
    this.dragging = false;
    if (this.timer) {
      this.tell();
      this.rest();
    }
  }

  rest() {
    clearInterval(this.timer);
    this.timer = this.told = null;
  }

  tell() {
    if (this.held === null || this.held === this.told) {
      this.rest();
    } else {
      this.told = this.held;
      this.range.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  tick() {
    const range = this.range;
    if (!range) {
      return;
    }

    const length = Number(this.getAttribute("length"));
    const from = Number(this.getAttribute("from"));
    const at = Math.max(0, Math.min(length, this.held ?? now() - from));
    if (!this.dragging) {
      range.value = String(Math.round(at / 1000));
    }

    range.style.setProperty("--at", `${(100 * at / length).toFixed(2)}%`);
    const text = clock(at);
    write(this.querySelector(".position"), text);
    write(this.querySelector(".of-day"), ofDay.format(from + at));
    if (range.getAttribute("aria-valuetext") !== text) {
      range.setAttribute("aria-valuetext", text);
    }
  }
});
