// Puts the players' one menu beside the button that opened it.
const edge = 8;
let button = null;

document.addEventListener("click", event => {
  button = event.target.closest?.(".more[popovertarget]") ?? button;
}, true);

document.addEventListener("toggle", ({ target, newState }) => {
  if (target.id === "player-menu" && newState === "open") {
    place(target);
    target.querySelector("button")?.focus();
  }
}, true);

addEventListener("resize", () => {
  const open = document.querySelector("#player-menu:popover-open");
  if (open) {
    place(open);
  }
});

function place(menu) {
  const at = button.getBoundingClientRect();
  const [width, height] = [menu.offsetWidth, menu.offsetHeight];
  const below = at.bottom + 4 + height <= innerHeight - edge;
  menu.style.left = `${clamp(at.right - width, innerWidth - width)}px`;
  menu.style.top = `${clamp(below ? at.bottom + 4 : at.top - 4 - height, innerHeight - height)}px`;
}

function clamp(wanted, room) {
  return Math.max(edge, Math.min(wanted, room - edge));
}
