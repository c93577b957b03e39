// <circuit-watch>: on each page that has a circuit. The circuit itself puts [data-circuit-live] on the page.
import { startAnew } from "./start-anew.js";

const patienceMs = 15_000, mostPatienceMs = 120_000, retryEveryMs = 4000;
const anewBefore = "traininghub.circuit-anew";

const lives = () => document.querySelector("[data-circuit-live]") !== null;

// Blazor gives up a circuit whose start failed, and says nothing: the page would be dead for good, a wall for days.
customElements.define("circuit-watch", class extends HTMLElement {
  connectedCallback() {
    const tries = Number(sessionStorage.getItem(anewBefore) ?? 0);
    this.timer = setTimeout(() => this.look(tries), Math.min(mostPatienceMs, patienceMs * 2 ** tries));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async look(tries) {
    if (lives()) {
      sessionStorage.removeItem(anewBefore);
      return;
    }

    sessionStorage.setItem(anewBefore, String(tries + 1));
    this.timer = setTimeout(() => this.look(tries), retryEveryMs);
    await startAnew();
  }
});

// A link that Blazor follows by itself before the circuit opened breaks the circuit (dotnet/aspnetcore#59657); the browser's own way starts it anew.
document.addEventListener("click", event => {
  const link = event.target.closest?.("a[href]");
  if (link && document.querySelector("circuit-watch") && !lives()) {
    link.dataset.enhanceNav = "false";
  }
}, { capture: true });
