// <dashboard-keys>: while it is on the page, a key presses (or, for a field, goes to) the element that has it as data-key;
// held down, once more only with data-key-repeats.
customElements.define("dashboard-keys", class extends HTMLElement {
  connectedCallback() {
    // One for each element: where one replaces another, the old one goes after the new one came.
    this.listener = event => press(event);
    document.addEventListener("keydown", this.listener);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listener);
  }
});

function press(event) {
  const at = event.target;
  const typing = at.closest("input:not([type=range]), textarea, select, [contenteditable], dialog, [role=dialog], [popover]");
  const pressing = event.key === " " && at.closest("button, a, summary");
  if (event.ctrlKey || event.altKey || event.metaKey || typing || pressing || document.querySelector("[role=dialog]")) {
    return;
  }

  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target && (!event.repeat || "keyRepeats" in target.dataset)) {
    event.preventDefault();
    target.matches("input") ? target.select() : target.click();
  }
}
