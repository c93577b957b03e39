// <dashboard-keys>: while it is on the page, a key presses (or, for a field, goes to) the element that has it as data-key.
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
  const typing = at.closest("input, textarea, select, [contenteditable], dialog, [role=dialog], [popover]");
  const pressing = event.key === " " && at.closest("button, a, summary");
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing || pressing || document.querySelector("[role=dialog]")) {
    return;
  }

  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target) {
    event.preventDefault();
    target.matches("input") ? target.select() : target.click();
  }
}
