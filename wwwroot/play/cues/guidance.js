// @ts-check

/** @typedef {import("../clock/intervals.js").Target} Target */
/** @typedef {"harder" | "easier" | "on target"} Advice */

/** How patient it is, in ms. */
export const patience = Object.freeze({
  // From the start of an interval: a heart takes its time.
  settle: Object.freeze({ heartRate: 45_000, power: 8000, pace: 15_000 }),
  // So long out of the band before it is said, so long back in it before that is.
  out: 6000,
  back: 3000,
  // Said again while nothing changes, each time after twice as long.
  again: 30_000,
  mostAgain: 120_000,
  // Nothing new in the last seconds of an interval: the change comes anyway.
  beforeEnd: 6000,
});

/** Beyond the band by this share of its edge counts as out; inside it by nothing counts as in. Between the two what was said last holds. */
const margin = Object.freeze({ heartRate: 0.015, power: 0.03, pace: 0.02 });

/**
 * "Harder", "easier", "on target" for one player, with hysteresis in value and time so that it does not nag: out is said after some seconds out of the band and repeated ever more seldom; "on target" only to who was told otherwise.
 */
export class Guidance {
  constructor() {
    /** What holds now, for the eye; null where nothing is known. @type {Advice | null} */
    this.advice = null;
    this.beganMs = -Infinity;
    this.since = { advice: /** @type {Advice | null} */ (null), ms: -Infinity };
    this.told = { advice: /** @type {Advice | null} */ (null), ms: -Infinity, againMs: 0 };
  }

  /** Another interval, or after a pause. @param {number} nowMs */
  begin(nowMs) {
    [this.advice, this.beganMs] = [null, nowMs];
    this.since = { advice: null, ms: nowMs };
    this.told = { advice: null, ms: -Infinity, againMs: 0 };
  }

  /**
   * @param {object} now
   * @param {number} now.nowMs by a clock that does not jump
   * @param {Target | null | undefined} now.target
   * @param {number | null} now.value in the target's unit; null where no sensor says
   * @param {number} [now.leftMs] of the interval
   * @returns {Advice | null} what is to be said now
   */
  update({ nowMs, target, value, leftMs = Infinity }) {
    if (!target || value === null) {
      this.advice = null;
      this.since = { advice: null, ms: nowMs };
      return null;
    }

    const side = this.side(target, value);
    if (side !== this.since.advice) {
      this.since = { advice: side, ms: nowMs };
    }

    if (this.advice === null || nowMs - this.since.ms >= (side === "on target" ? patience.back : patience.out)) {
      this.advice = side;
    }

    return nowMs - this.beganMs < patience.settle[target.metric] || leftMs < patience.beforeEnd ? null : this.say(nowMs);
  }

  /** @param {number} nowMs */
  say(nowMs) {
    const held = this.advice === this.since.advice && nowMs - this.since.ms >= (this.advice === "on target" ? patience.back : patience.out);
    if (!held || this.advice === "on target" && (this.told.advice === null || this.told.advice === "on target")) {
      return null;
    }

    const same = this.advice === this.told.advice;
    if (same && nowMs - this.told.ms < this.told.againMs) {
      return null;
    }

    this.told = { advice: this.advice, ms: nowMs, againMs: same ? Math.min(patience.mostAgain, this.told.againMs * 2) : patience.again };
    return this.advice;
  }

  /** Where a value is, with what held before inside the margin. @param {Target} target @param {number} value @returns {Advice} */
  side({ metric, min, max }, value) {
    const [less, more] = metric === "pace" ? /** @type {const} */ (["easier", "harder"]) : /** @type {const} */ (["harder", "easier"]);
    if (value >= min && value <= max) {
      return "on target";
    }

    const beyond = value < min ? min - value > margin[metric] * min : value - max > margin[metric] * max;
    const out = value < min ? less : more;
    // In the margin: out stays out, in stays in.
    return beyond || this.since.advice === out ? out : "on target";
  }
}
