// Puts the players' one menu beside the button that opened it.
const edge = 8;
let button = null;

document.addEventListener("click", event => {
  button = event.target.closest?.(".more[popovertarget]") ?? button;
}, true);

document.addEventListener("toggle", ({ target, newState }) => {
  if (target.id !== "player-menu" || newState !== "open" || !button) {
    return;
  }

  const at = button.getBoundingClientRect();
  const below = at.bottom + 4 + target.offsetHeight <= innerHeight - edge;
  target.style.left = `${Math.max(edge, Math.min(at.right - target.offsetWidth, innerWidth - target.offsetWidth - edge))}px`;
  target.style.top = `${below ? at.bottom + 4 : Math.max(edge, at.top - 4 - target.offsetHeight)}px`;
  target.querySelector("button")?.focus();
}, true);
