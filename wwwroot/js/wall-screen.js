// <wall-screen>: a TV that nobody touches. It stays awake, tells the time of day, turns pages where there are more players than can be read, and gets itself out of a page that has stopped.
import { startTicking, stopTicking, write } from "./server-time.js";
import { startAnew } from "./start-anew.js";

const perPage = 30; // six columns of five
const pageMs = 12_000;
const stoppedMs = 20_000;
const renewMs = 6 * 3_600_000;
const ofDay = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

customElements.define("wall-screen", class extends HTMLElement {
  connectedCallback() {
    this.innerHTML = "";
    this.page = this.appendChild(document.createElement("span"));
    this.time = this.appendChild(document.createElement("time"));
    this.page.className = "wall-page";
    this.keepAwake = () => this.stayAwake();
    document.addEventListener("visibilitychange", this.keepAwake);
    this.stayAwake();
    // A sign-in is renewed by asking, and an open line asks nothing.
    this.renew = setInterval(() => fetch("_blazor", { cache: "no-store" }).catch(() => null), renewMs);
    startTicking(this);
  }

  disconnectedCallback() {
    stopTicking(this);
    clearInterval(this.renew);
    document.removeEventListener("visibilitychange", this.keepAwake);
    this.lock?.release();
    this.lock = null;
  }

  async stayAwake() {
    if (document.visibilityState !== "visible" || (this.lock && !this.lock.released) || this.asking) {
      return;
    }

    this.asking = true;
    try {
      this.lock = await navigator.wakeLock?.request("screen");
      if (!this.isConnected) {
        this.lock?.release(); // it went meanwhile
      }
    } catch {
      // Not granted (no https, or low battery): the screen's own settings decide.
    } finally {
      this.asking = false;
    }
  }

  tick() {
    const at = Date.now();
    this.turn(at);
    const second = Math.floor(at / 1000);
    if (second === this.second) {
      return;
    }

    this.second = second;
    write(this.time, ofDay.format(at));
    this.recover(at);
    if (second % 60 === 0) {
      this.stayAwake(); // the system may have let go of it
    }
  }

  turn(at) {
    const tiles = [...document.querySelectorAll(".wall .tiles > article")];
    const pages = Math.ceil(tiles.length / perPage);
    const page = pages > 1 ? Math.floor(at / pageMs) % pages : 0;
    tiles.forEach((tile, index) => {
      const off = Math.floor(index / perPage) !== page;
      if (off !== ("off" in tile.dataset)) {
        off ? tile.dataset.off = "" : delete tile.dataset.off;
      }
    });
    write(this.page, pages > 1 ? `Players ${page * perPage + 1}–${Math.min(tiles.length, (page + 1) * perPage)} of ${tiles.length}` : "");
  }

  /** A page that stopped on a fault, or that nothing more comes to, is loaded anew. A lost connection is LostConnection's. */
  recover(at) {
    const fault = document.getElementById("blazor-error-ui");
    const stopped = (fault && getComputedStyle(fault).display !== "none") || document.querySelector(".wall [data-left]");
    this.stoppedAt = stopped && !("lost" in document.documentElement.dataset) ? this.stoppedAt ?? at : null;
    if (this.stoppedAt !== null && at - this.stoppedAt >= stoppedMs) {
      this.stoppedAt = at;
      startAnew();
    }
  }
});
