// Everything that counts on a page counts here, from instants by the server's clock; the server ticks nothing.
import { age, clock, learn, now, startTicking, stopTicking, write } from "./server-time.js";

class Ticking extends HTMLElement {
  connectedCallback() {
    startTicking(this);
    // What it writes into may come just after it.
    queueMicrotask(() => this.isConnected && this.tick());
  }

  disconnectedCallback() {
    stopTicking(this);
  }

  attributeChangedCallback() {
    if (this.isConnected) {
      this.tick();
    }
  }

  number(name) {
    const value = this.getAttribute(name);
    return value === null || value === "" ? null : Number(value);
  }

  /** Active time in ms: what was before the last pause, and what runs since. */
  get activeMs() {
    const since = this.number("running-since");
    return (this.number("active-before") ?? 0) + (since === null ? 0 : Math.max(0, now() - since));
  }
}

/** <session-clock active-before="ms" running-since="Unix ms, or none while it stands"> */
customElements.define("session-clock", class extends Ticking {
  static observedAttributes = ["active-before", "running-since"];

  tick() {
    write(this, clock(this.activeMs));
  }
});

/** <live-age since="Unix ms">: how long ago. */
customElements.define("live-age", class extends Ticking {
  static observedAttributes = ["since"];

  tick() {
    const since = this.number("since");
    write(this, since === null ? "" : age(now() - since));
  }
});

/** <server-now at="Unix ms">: lets a page without updates know the server's clock. */
customElements.define("server-now", class extends HTMLElement {
  static observedAttributes = ["at"];

  attributeChangedCallback(_, __, at) {
    learn(Number(at));
  }
});

/**
 * <interval-progress class="live" active-before running-since>: fills .place and .now, and marks each [data-seconds] of its .strip
 * as done or running. Without the class it tells how long the plan is.
 */
customElements.define("interval-progress", class extends Ticking {
  static observedAttributes = ["active-before", "running-since", "class"];

  tick() {
    const parts = [...this.querySelectorAll("[data-seconds]")];
    const total = parts.reduce((sum, part) => sum + Number(part.dataset.seconds), 0);
    const live = this.classList.contains("live");
    const active = live ? this.activeMs / 1000 : 0;
    let end = 0;
    let running = null;
    for (const [index, part] of parts.entries()) {
      const start = end;
      end += Number(part.dataset.seconds);
      const state = !live || active < start ? "" : active < end ? "running" : "done";
      if (part.dataset.state !== state) {
        part.dataset.state = state;
      }

      if (state === "running") {
        running = { index, part, left: end - active };
        part.style.setProperty("--done", `${(100 * (active - start) / (end - start)).toFixed(1)}%`);
      }
    }

    write(this.querySelector(".place"), running ? `Interval ${running.index + 1} of ${parts.length}` : live ? "Plan" : `${parts.length} intervals`);
    write(this.querySelector(".now"), running
      ? `${running.part.dataset.text} · ${clock(Math.ceil(running.left) * 1000)} left`
      : live ? `All ${parts.length} intervals are done` : `${clock(total * 1000)} in all`);
  }
});
