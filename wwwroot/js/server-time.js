// The time that a page shows: the server's clock or, over a recording, the replayed one, which may stand, run faster and jump.

// The server's is told from the instants that come with each update: a message is late, never early, so the largest difference is the best.
const forgetAfterMs = 5 * 60_000;
let best = { offset: 0, at: -Infinity };

export function learn(serverMs) {
  const offset = serverMs - Date.now();
  if (offset >= best.offset || performance.now() - best.at > forgetAfterMs) {
    best = { offset, at: performance.now() };
  }
}

// Seconds that a replay goes on by itself when nothing comes from the server.
const leadMs = 1500;
let replayed = null;

/** The time is a recording's: ms now, and speed times as fast from here (0: it stands). Another jump number: it went elsewhere. */
export function replay(ms, speed, jump) {
  const same = replayed?.speed === speed && replayed.jump === jump;
  const ahead = same ? running() - ms : -1;
  if (ahead < 0 || ahead > leadMs * speed) {
    replayed = { ms, speed, jump, at: performance.now() };
  }

  replayed.limit = ms + leadMs * speed;
  ticking.forEach(each => each.tick());
}

/** The time is the server's again. */
export function endReplay() {
  replayed = null;
}

const running = () => replayed.ms + (performance.now() - replayed.at) * replayed.speed;

/** Unix ms of the time that the page shows. */
export const now = () => replayed ? Math.min(running(), replayed.limit) : Date.now() + best.offset;

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
