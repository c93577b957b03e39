// @ts-check

/** @typedef {import("../clock/intervals.js").Interval} Interval */

/**
 * What is told to the player. `countdown`: so many seconds to what comes. `start`: the workout begins. `change`: another interval begins. `end`: the last is over. `advice`: how they do (guidance.js).
 * @typedef {object} Cue
 * @property {"countdown" | "start" | "change" | "end" | "advice" | "paused" | "resumed"} kind
 * @property {number} atMs when it is due: active time of the player; of a start that is announced, the server's time
 * @property {number} [seconds] of a countdown: 3, 2, 1
 * @property {number} [index] of the interval that begins
 * @property {"harder" | "easier" | "on target"} [advice]
 */

const countdownFrom = 3;

/** A cue that is later than this is not told: a phone that slept would beep for all that it missed. */
export const lateMs = 1500;

/**
 * The cues of a plan in a stretch of active time, in order: 3, 2, 1 and the change at each end of an interval. Those of before a sleep are left out, but for the interval that one wakes up in.
 * @param {readonly Interval[]} intervals
 * @param {number} afterMs @param {number} untilMs included; ahead of now by as much as sounds are planned ahead
 * @param {number} [nowMs]
 * @returns {Cue[]}
 */
export function cuesBetween(intervals, afterMs, untilMs, nowMs = untilMs) {
  /** @type {Cue[]} */
  const cues = [];
  let [startsMs, endsMs] = [0, 0];
  for (const [index, { seconds }] of intervals.entries()) {
    [startsMs, endsMs] = [endsMs, endsMs + seconds * 1000];
    // An interval of three seconds has no room for a countdown of three.
    cues.push(...countdownTo(endsMs).filter(({ atMs }) => atMs > startsMs));
    cues.push(index + 1 < intervals.length ? { kind: "change", atMs: endsMs, index: index + 1 } : { kind: "end", atMs: endsMs });
  }

  const due = cues.filter(({ atMs }) => atMs > afterMs && atMs <= untilMs);
  const last = due.filter(isChange).at(-1);
  return due.filter(cue => cue === last || nowMs - cue.atMs <= lateMs);
}

/** The cues of a start that was announced, in the server's time. @param {number} startMs @param {number} afterMs @param {number} untilMs @param {number} [nowMs] @returns {Cue[]} */
export function startCuesBetween(startMs, afterMs, untilMs, nowMs = untilMs) {
  /** @type {Cue[]} */
  const cues = [...countdownTo(startMs), { kind: "start", atMs: startMs, index: 0 }];
  return cues.filter(({ atMs }) => atMs > afterMs && atMs <= untilMs && nowMs - atMs <= lateMs);
}

/** @param {number} atMs @returns {Cue[]} */
const countdownTo = atMs => Array.from({ length: countdownFrom }, (_, n) => ({ kind: "countdown", atMs: atMs - (countdownFrom - n) * 1000, seconds: countdownFrom - n }));

const isChange = (/** @type {Cue} */ { kind }) => kind === "change" || kind === "end";
