// <dashboard-keys>: while it is on the page, a key presses (or, for a field, goes to) the element that has it as data-key.
customElements.define("dashboard-keys", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", press);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", press);
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
