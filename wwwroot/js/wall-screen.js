// <wall-screen>: keeps a TV awake while it is on the page.
customElements.define("wall-screen", class extends HTMLElement {
  connectedCallback() {
    this.keepAwake = async () => {
      try {
        if (document.visibilityState === "visible") {
          this.lock = await navigator.wakeLock?.request("screen");
        }
      } catch {
        // Not granted (no https, or low battery): the screen's own settings decide.
      }
    };
    document.addEventListener("visibilitychange", this.keepAwake);
    this.keepAwake();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.keepAwake);
    this.lock?.release();
  }
});
