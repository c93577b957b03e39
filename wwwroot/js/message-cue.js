// <message-cue>: what comes with a message is felt too, where the device can.
customElements.define("message-cue", class extends HTMLElement {
  connectedCallback() {
    navigator.vibrate?.(this.hasAttribute("urgent") ? [400, 150, 400, 150, 400] : [200]);
  }
});
