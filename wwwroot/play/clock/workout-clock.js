// @ts-check

// The workout's clock: active time, which stands while the session or the player pauses. All functions are pure; instants are Unix ms by the server's clock (server-clock.js).

/**
 * A session's clock: each change with the instant from which it holds, which may be ahead of now. In order of time.
 * @typedef {object} Change
 * @property {number} atMs
 * @property {boolean} runs from then on
 * @property {number} activeMs active time at that instant
 *
 * @typedef {readonly Change[]} WorkoutClock
 */

/** Before the start. @type {WorkoutClock} */
export const notStarted = Object.freeze([]);

/**
 * The clock of a session as `join` or a snapshot tells it: who comes late lands at the right second.
 * @param {{ status: string, startTime?: string | null, pausedAt?: string | null, endTime?: string | null, duration: number }} session duration: active seconds at `toldMs`
 * @param {number} toldMs the server's time when it told
 * @returns {WorkoutClock}
 */
export function clockOf({ status, startTime, pausedAt, endTime, duration }, toldMs) {
  const activeMs = duration * 1000;
  switch (status) {
    case "active": {
      // Later than told: announced, and not begun yet.
      return [{ atMs: Math.max(toldMs, startTime ? Date.parse(startTime) : toldMs), runs: true, activeMs }];
    }

    case "paused":
      return [{ atMs: pausedAt ? Date.parse(pausedAt) : toldMs, runs: false, activeMs }];
    case "completed":
    case "cancelled":
      return startTime ? [{ atMs: endTime ? Date.parse(endTime) : toldMs, runs: false, activeMs }] : notStarted;
    default:
      return notStarted;
  }
}

/**
 * A start, pause, resume or end from an instant on. What was announced for a later one no longer holds; told twice it is the same clock.
 * @param {WorkoutClock} clock @param {boolean} runs @param {number} atMs
 * @param {number} [activeMs] where the server says it (`duration`); else it follows from the clock
 * @returns {WorkoutClock}
 */
export function changed(clock, runs, atMs, activeMs = activeAt(clock, atMs)) {
  const before = clock.filter(change => change.atMs < atMs);
  return before.at(-1)?.runs === runs && activeAt(before, atMs) === activeMs ? before : [...before, { atMs, runs, activeMs }];
}

/** Active time, ms. @param {WorkoutClock} clock @param {number} atMs */
export function activeAt(clock, atMs) {
  const holds = holding(clock, atMs);
  return holds ? holds.activeMs + (holds.runs ? atMs - holds.atMs : 0) : clock[0]?.activeMs ?? 0;
}

/** @param {WorkoutClock} clock @param {number} atMs */
export const runsAt = (clock, atMs) => holding(clock, atMs)?.runs ?? false;

/** The next announced change: a start that is counted down to. @param {WorkoutClock} clock @param {number} atMs @returns {Change | null} */
export const announced = (clock, atMs) => clock.find(change => change.atMs > atMs) ?? null;

/**
 * When the clock will show an active time, by what is known now; null where it stands for good before that.
 * @param {WorkoutClock} clock @param {number} activeMs
 */
export function instantOf(clock, activeMs) {
  for (const [place, change] of clock.entries()) {
    const untilMs = clock[place + 1]?.atMs ?? Infinity;
    const atMs = change.atMs + (activeMs - change.activeMs);
    if (change.runs && atMs >= change.atMs && atMs <= untilMs) {
      return atMs;
    }
  }

  return null;
}

/** @param {WorkoutClock} clock @param {number} atMs */
const holding = (clock, atMs) => clock.reduce((/** @type {Change | null} */ holds, change) => change.atMs <= atMs ? change : holds, null);

/**
 * What a player's own pauses took off the session's clock. It is told in the session's active time, so it holds over a reload, and a pause of both counts once.
 * @typedef {object} OwnHold
 * @property {number} heldMs in pauses that are over
 * @property {number | null} pausedAtMs the session's active time when the pause began that still lasts
 */

/** @type {OwnHold} */
export const noHold = Object.freeze({ heldMs: 0, pausedAtMs: null });

/** The player pauses, or goes on where they were. @param {OwnHold} own @param {WorkoutClock} session @param {boolean} paused @param {number} atMs @returns {OwnHold} */
export function ownPause(own, session, paused, atMs) {
  if (paused === (own.pausedAtMs !== null)) {
    return own;
  }

  const activeMs = activeAt(session, atMs);
  return own.pausedAtMs === null ? { ...own, pausedAtMs: activeMs } : { heldMs: own.heldMs + activeMs - own.pausedAtMs, pausedAtMs: null };
}

/** Active time of the player, ms. @param {WorkoutClock} session @param {OwnHold} own @param {number} atMs */
export const ownActiveAt = (session, own, atMs) => (own.pausedAtMs ?? activeAt(session, atMs)) - own.heldMs;

/** @param {WorkoutClock} session @param {OwnHold} own @param {number} atMs */
export const ownRunsAt = (session, own, atMs) => own.pausedAtMs === null && runsAt(session, atMs);

/** When the player's clock will show an active time; null where it stands. @param {WorkoutClock} session @param {OwnHold} own @param {number} activeMs */
export const ownInstantOf = (session, own, activeMs) => own.pausedAtMs === null ? instantOf(session, activeMs + own.heldMs) : null;
