// The server's clock, told from the instants that come with each update: a message is late, never early, so the largest difference is the best.
const forgetAfterMs = 5 * 60_000;
let best = { offset: 0, at: -Infinity };

export function learn(serverMs) {
  const offset = serverMs - Date.now();
  if (offset >= best.offset || performance.now() - best.at > forgetAfterMs) {
    best = { offset, at: performance.now() };
  }
}

/** Unix ms by the server's clock. */
export const now = () => Date.now() + best.offset;

const ticking = new Set();
let timer = 0;

/** Calls element.tick() at once and then with every second that passes, while the element is on the page. */
export function startTicking(element) {
  ticking.add(element);
  element.tick();
  timer ||= setInterval(() => ticking.forEach(each => each.tick()), 250);
}

export function stopTicking(element) {
  ticking.delete(element);
  if (ticking.size === 0) {
    clearInterval(timer);
    timer = 0;
  }
}

/** 1:19, or 1:02:05 from an hour on. */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = n => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** 14 s, 3 min, 2 h. */
export function age(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 120 ? `${seconds} s` : seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

/** Writes a text only where it is another: no needless layout. */
export function write(element, text) {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}
