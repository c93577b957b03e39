// <step-outline>: the steps of a workout by keys and by pointer. What is asked goes as words (OutlineDeed.cs) into its hidden .deed, which tells the server of a change.
//   arrows choose · Alt+arrows move · Delete removes · Ctrl+D duplicates · Enter goes into the fields, Escape out of them
//   Ctrl+Z, Ctrl+Shift+Z (or Ctrl+Y) undo and redo, Ctrl+S saves, anywhere on the page
// While it is unsaved, a link or a way back is handed over (leave URL), so that the server can ask first.
// A .grip is dragged with mouse, pen or finger; a line shows where the step will stand.
const edge = 70, speed = 14, deepest = 2;

customElements.define("step-outline", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const listen = (target, type, handler, options = {}) => target.addEventListener(type, handler, { ...options, signal: this.stop.signal });
    listen(document, "keydown", event => this.key(event));
    listen(document, "focusin", event => this.typed = isField(event.target) ? event.target.value : null);
    listen(document, "change", event => this.typed = isField(event.target) ? event.target.value : this.typed);
    listen(document, "pointerdown", event => this.follows = Boolean(event.target.closest?.("[data-bar]")), { capture: true });
    listen(window, "click", event => this.leave(event), { capture: true });
    if (window.navigation) {
      listen(window.navigation, "navigate", event => this.goBack(event));
    }

    listen(this, "pointerdown", event => this.take(event));
    listen(this, "pointermove", event => this.drag?.move(event.clientX, event.clientY));
    listen(this, "pointerup", () => this.drop(true));
    listen(this, "pointercancel", () => this.drop(false));
    // Where keys moved or removed a step, the keyboard stays with what is chosen then: a moved element loses it.
    this.watch = new MutationObserver(() => this.follows && this.focusChosen());
    this.watch.observe(this, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-expanded"] });
  }

  disconnectedCallback() {
    this.stop.abort();
    this.watch.disconnect();
    this.drop(false);
  }

  key(event) {
    if (document.querySelector("[role=dialog]")) {
      return;
    }

    if (event.key === "Escape" && this.drag) {
      this.drop(false);
      return;
    }

    const command = (event.ctrlKey || event.metaKey) && !event.altKey ? event.key.toLowerCase() : "";
    const at = event.target;
    const id = at.closest("step-outline [data-step]")?.dataset.step;
    const head = at.closest(".step-head");
    this.follows = this.follows && ["Control", "Alt", "Shift", "Meta"].includes(event.key);
    if (command === "s") {
      event.preventDefault();
      this.save();
    } else if (command === "z" || command === "y") {
      // While a field holds something that it has not told yet, the browser's own undo is about that.
      if (!isField(at) || at.value === this.typed) {
        event.preventDefault();
        this.ask(command === "y" || event.shiftKey ? "redo" : "undo");
      }
    } else if (id && command === "d") {
      event.preventDefault();
      this.ask(`duplicate ${id}`);
    } else if (id && event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key) && !at.matches("select")) {
      event.preventDefault();
      this.ask(`${event.key === "ArrowUp" ? "up" : "down"} ${id}`);
    } else if (head && ["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) {
      event.preventDefault();
      this.choose(head, event.key);
    } else if (head && (event.key === "Delete" || event.key === "Backspace")) {
      event.preventDefault();
      this.ask(`remove ${id}`);
    } else if (head && event.key === "Enter") {
      event.preventDefault();
      head.closest(".step-card").querySelector(".step-body input, .step-body select")?.focus();
    } else if (id && !head && event.key === "Escape") {
      at.closest("[data-step]").querySelector(".step-head").focus();
    }
  }

  choose(head, key) {
    const heads = [...this.querySelectorAll(".step-head")];
    const last = heads.length - 1;
    const index = { ArrowUp: heads.indexOf(head) - 1, ArrowDown: heads.indexOf(head) + 1, Home: 0, End: last }[key];
    heads[Math.max(0, Math.min(last, index))].focus();
  }

  focusChosen() {
    const head = this.querySelector(".step-head[aria-expanded=true]");
    if (head && document.activeElement !== head) {
      head.focus();
    }
  }

  // A field tells of its change when it is left; it comes before the save, and has the keyboard again afterwards.
  save() {
    const at = document.activeElement;
    at?.blur();
    at?.focus({ preventScroll: true });
    document.querySelector("[data-save]")?.click();
  }

  leave(event) {
    const link = event.target.closest?.("a[href]");
    const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link?.target || link?.hasAttribute("download");
    if (link && !elsewhere && this.hasAttribute("unsaved") && link.origin === location.origin && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.tell(`leave ${link.href}`);
    }
  }

  goBack(event) {
    if (this.hasAttribute("unsaved") && event.navigationType === "traverse" && event.cancelable) {
      event.preventDefault();
      this.tell(`leave ${event.destination.url}`);
    }
  }

  ask(deed) {
    this.follows = true;
    this.tell(deed);
  }

  tell(deed) {
    const field = this.querySelector(".deed");
    field.value = deed;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  take(event) {
    const grip = event.target.closest(".grip");
    if (grip && event.button === 0) {
      event.preventDefault();
      this.setPointerCapture(event.pointerId);
      this.drag = new Drag(this, grip.closest("[data-step]"));
    }
  }

  drop(does) {
    const place = this.drag?.end();
    this.drag = null;
    if (does && place) {
      this.ask(`move ${place.id} ${place.parent} ${place.index}`);
    }
  }
});

class Drag {
  constructor(outline, step) {
    Object.assign(this, { outline, step, line: document.createElement("div") });
    this.line.className = "drop-line";
    document.body.append(this.line);
    step.classList.add("dragged");
    outline.classList.add("dragging");
  }

  move(x, y) {
    Object.assign(this, { x, y });
    this.show();
    this.scrolls ??= requestAnimationFrame(() => this.scroll());
  }

  show() {
    this.place = nearest(this.places(), this.x, this.y);
    this.line.style.cssText = this.place ? `left:${this.place.left}px;top:${this.place.y - 1.5}px;width:${this.place.width}px` : "display:none";
  }

  // Near the window's edges the page goes on by itself.
  scroll() {
    this.scrolls = null;
    const by = this.y < edge ? -speed : this.y > innerHeight - edge ? speed : 0;
    if (by && !this.ended) {
      scrollBy(0, by);
      this.show();
      this.scrolls = requestAnimationFrame(() => this.scroll());
    }
  }

  // Every gap between steps where this one may stand.
  places() {
    return [...this.outline.querySelectorAll(".steps")]
      .filter(list => !this.step.contains(list) && Number(list.dataset.depth) + Number(this.step.dataset.repeats) <= deepest)
      .flatMap(list => gaps(list, this.step));
  }

  end() {
    this.ended = true;
    this.line.remove();
    this.step.classList.remove("dragged");
    this.outline.classList.remove("dragging");
    return this.place && { id: this.step.dataset.step, parent: this.place.parent, index: this.place.index };
  }
}

function gaps(list, dragged) {
  const { left, width, top, bottom } = list.getBoundingClientRect();
  const steps = [...list.children].filter(child => child.matches(".step") && child !== dragged).map(child => child.getBoundingClientRect());
  const at = (index, y) => ({ parent: list.dataset.parent || "0", index, y, left, width });
  return steps.length === 0
    ? [at(0, (top + bottom) / 2)]
    : [at(0, steps[0].top - 4), ...steps.map((step, i) => at(i + 1, i + 1 < steps.length ? (step.bottom + steps[i + 1].top) / 2 : step.bottom + 4))];
}

// Up and down decide; of gaps at one height the one whose list begins nearest to the pointer.
function nearest(places, x, y) {
  return places.reduce((best, place) => !best || distance(place, x, y) < distance(best, x, y) ? place : best, null);
}

function distance(place, x, y) {
  return Math.abs(place.y - y) + Math.abs(place.left - x) / 1000;
}

function isField(element) {
  return element.matches?.("input:not([type=checkbox], [type=radio], [type=hidden]), textarea") ?? false;
}
