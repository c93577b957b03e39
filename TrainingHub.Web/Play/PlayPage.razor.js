// Clocks tick here, by the server's time, and go on while the connection is away. An element says what it shows:
// data-until (counts down), data-since (counts up), data-given-at (turns data-stale when the value is old, its age in .age).
const tickMs = 200;
const staleAfterMs = 6000;
let root = null;
let dotNet = null;
let ahead = 0; // the server's clock minus ours, ms
let timer = 0;
let lock = null;
let elapsed = null;

// For the server to measure the way here and back.
export function ping() {
}

export function start(element, page, serverNow) {
  stop();
  root = element;
  dotNet = page;
  ahead = serverNow - Date.now();
  timer = setInterval(tick, tickMs);
  document.addEventListener("visibilitychange", onVisible);
  stayAwake();
  tick();
}

export function stop() {
  clearInterval(timer);
  document.removeEventListener("visibilitychange", onVisible);
  lock?.release().catch(() => { });
  lock = null;
  root = null;
}

function tick() {
  const now = Date.now() + ahead;
  for (const clock of root.querySelectorAll("[data-until]")) {
    const left = Number(clock.dataset.until) - now;
    show(clock, Math.max(0, Math.ceil(left / 1000)));
    // A little late, so that the server too finds it over.
    if (left < -50 && elapsed !== clock.dataset.until) {
      elapsed = clock.dataset.until;
      // Without a connection the page is asked again when it is back.
      dotNet.invokeMethodAsync("Elapsed").catch(() => { elapsed = null; });
    }
  }

  for (const clock of root.querySelectorAll("[data-since]")) {
    show(clock, Math.max(0, Math.floor((now - Number(clock.dataset.since)) / 1000)));
  }

  for (const value of root.querySelectorAll("[data-given-at]")) {
    const age = now - Number(value.dataset.givenAt);
    value.toggleAttribute("data-stale", age > staleAfterMs);
    const place = value.querySelector(".age");
    if (place) {
      write(place, age > staleAfterMs ? `${Math.floor(age / 1000)} s ago` : "");
    }
  }
}

function show(clock, seconds) {
  const pad = number => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  write(clock, hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`);
}

function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function onVisible() {
  if (document.visibilityState === "visible") {
    stayAwake();
    tick();
  }
}

// The lock is lost whenever the page is hidden; where there is none to have (plain http, an old browser) the screen may sleep.
async function stayAwake() {
  try {
    lock = await navigator.wakeLock?.request("screen") ?? null;
  } catch {
    lock = null;
  }
}
