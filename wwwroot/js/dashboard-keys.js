// <dashboard-keys>: while it is on the page, a key presses (or, for a field, goes to) the element that has it as data-key;
// held down, once more only with data-key-repeats. Arrows that nobody has go from tile to tile; Enter on one is the browser's own press.
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

const players = ".tiles .who, .player-list tbody .who, .focus-others .choice";

function press(event) {
  const at = event.target;
  const typing = at.closest("input:not([type=range]), textarea, select, [contenteditable], dialog, [role=dialog], [popover]");
  const pressing = event.key === " " && at.closest("button, a, summary");
  // What is open over the page has the keys for itself.
  const covered = document.querySelector("[role=dialog], [popover]:popover-open");
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || typing || pressing || covered) {
    return;
  }

  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target && (!event.repeat || "keyRepeats" in target.dataset)) {
    event.preventDefault();
    target.matches("input") ? target.select() : target.click();
  } else if (!target && event.key.startsWith("Arrow") && !at.closest("[role=slider]")) {
    move(event);
  }
}

function move(event) {
  const all = [...document.querySelectorAll(players)];
  if (!all.length) {
    return;
  }

  event.preventDefault();
  const here = document.activeElement?.closest("[data-player]");
  const from = all.find(each => here?.contains(each)) ?? (here && all.includes(here) ? here : null);
  const next = from ? neighbour(from, all, event.key) : all[0];
  next?.focus();
  next?.closest("[data-player]")?.scrollIntoView({ block: "nearest" });
}

/** The nearest one that way, by where they are on the screen; at the end of a row the next row's. */
function neighbour(from, all, key) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (step) {
    return all[all.indexOf(from) + step];
  }

  const centre = each => {
    const box = (each.closest("[data-player]") ?? each).getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const [at, down] = [centre(from), key === "ArrowDown" ? 1 : -1];
  const far = each => (centre(each).y - at.y) * down * 4 + Math.abs(centre(each).x - at.x);
  return all.filter(each => (centre(each).y - at.y) * down > 4).sort((a, b) => far(a) - far(b))[0];
}
