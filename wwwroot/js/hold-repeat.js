// A button with data-repeat that is held down is pressed again and again until it is let go.
const after = 450;
const every = 110;
let timer = null;
let repeated = false;

document.addEventListener("pointerdown", event => {
  const button = event.target.closest?.("button[data-repeat]");
  if (button && event.isPrimary && event.button === 0) {
    stop();
    repeated = false;
    timer = setTimeout(() => press(button), after);
  }
});

for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, stop, true);
}

// The window's own, not that of an element from which the press takes the focus.
addEventListener("blur", stop);

document.addEventListener("pointermove", event => {
  if (timer !== null && !document.elementFromPoint(event.clientX, event.clientY)?.closest("button[data-repeat]")) {
    stop();
  }
});

// The press that ends the holding is none of its own.
document.addEventListener("click", event => {
  if (repeated && event.isTrusted && event.target.closest?.("button[data-repeat]")) {
    repeated = false;
    event.stopImmediatePropagation();
    event.preventDefault();
  }
}, true);

// A long press on a phone must not bring up its menu.
document.addEventListener("contextmenu", event => {
  if (event.target.closest?.("button[data-repeat]")) {
    event.preventDefault();
  }
});

function press(button) {
  if (!button.isConnected || button.disabled) {
    stop();
    return;
  }

  repeated = true;
  button.click();
  timer = setTimeout(() => press(button), every);
}

function stop() {
  clearTimeout(timer);
  timer = null;
}
