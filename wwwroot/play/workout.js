// @ts-check
import { dueReports, positionAt } from "./clock/intervals.js";
import { announced, changed, clockOf, noHold, notStarted, ownActiveAt, ownPause, ownRunsAt } from "./clock/workout-clock.js";
import { Guidance } from "./cues/guidance.js";
import { cuesBetween, startCuesBetween } from "./cues/timeline.js";
import { wordingOf } from "./cues/wording.js";

/** @typedef {import("./clock/intervals.js").Interval} Interval */
/** @typedef {import("./clock/intervals.js").Position} Position */
/** @typedef {import("./clock/workout-clock.js").OwnHold} OwnHold */
/** @typedef {import("./cues/guidance.js").Advice} Advice */
/** @typedef {import("./cues/timeline.js").Cue} Cue */

/** What has to outlive a reload. @typedef {{ own: OwnHold, reported: { begun: number, ended: number } }} Kept */

/**
 * What a moment of the workout is for this player.
 * @typedef {object} Moment
 * @property {number} activeMs of the player
 * @property {boolean} runs
 * @property {number | null} startsInMs to an announced start or resume
 * @property {Position | null} position null before the start, after the last interval and where there is none
 * @property {Advice | null} advice for the eye
 * @property {{ cue: Cue, words: string, inMs: number }[]} cues to be played now, or so far ahead
 * @property {Record<string, unknown>[]} reports that are due (`training:player:interval:progress`), each once
 * @property {{ plannedMs: number, shownMs: number } | null} begun once at a start: when it was to be and when this page showed it, by the server's time
 */

/** Cues are handed out so far ahead that the audio clock plays them on time; ticks come several times in it. */
const aheadMs = 400;

/** A player's workout in a session: the one clock that all follow, their own pauses, and what is due. Pure: it is told the time. */
export class PlayersWorkout {
  /** @param {readonly Interval[]} intervals with this player's own targets @param {Kept | null} [kept] null where this page comes to the session for the first time */
  constructor(intervals, kept = null) {
    this.intervals = intervals;
    this.own = kept?.own ?? noHold;
    /** What was reported; null until it is known where this player came in. @type {Kept["reported"] | null} */
    this.reported = kept?.reported ?? null;
    /** @type {import("./clock/workout-clock.js").WorkoutClock} */
    this.session = notStarted;
    this.guidance = new Guidance();
    this.guided = -1;
    /** Up to where cues were told: active time, and the server's time for starts. @type {{ activeMs: number, serverMs: number } | null} */
    this.told = null;
    this.ran = false;
  }

  /** @returns {Kept} */
  get kept() {
    return { own: this.own, reported: this.reported ?? { begun: 0, ended: 0 } };
  }

  /** The session whole, from a join or a snapshot. @param {Parameters<typeof clockOf>[0]} session @param {number} toldMs the server's time when it was told */
  know(session, toldMs) {
    this.session = clockOf(session, toldMs);
    // What was over before they came is not theirs to report.
    const over = positionAt(this.intervals, session.duration * 1000)?.index ?? this.intervals.length;
    this.reported ??= { begun: over, ended: over };
  }

  /**
   * One of the session's events, which may be ahead of now.
   * @param {"start" | "pause" | "resume" | "end"} what @param {number} atMs from when @param {number} [activeMs] the session's active time then, where the event says it
   */
  change(what, atMs, activeMs) {
    this.session = changed(this.session, what === "start" || what === "resume", atMs, activeMs);
  }

  /** The player's own pause. @param {boolean} paused @param {number} serverMs */
  pause(paused, serverMs) {
    this.own = ownPause(this.own, this.session, paused, serverMs);
  }

  /** The player joins the group again where it is now. */
  catchUp() {
    this.own = noHold;
  }

  /**
   * Call it some times a second.
   * @param {object} now
   * @param {number} now.serverMs the server's time
   * @param {number} now.nowMs by a clock that does not jump
   * @param {Record<string, number | null | undefined>} now.values the player's newest, by metric
   * @returns {Moment}
   */
  tick({ serverMs, nowMs, values }) {
    const [activeMs, runs] = [ownActiveAt(this.session, this.own, serverMs), ownRunsAt(this.session, this.own, serverMs)];
    const before = this.told ?? { activeMs, serverMs: serverMs - 1 };
    const begun = this.session.some(({ runs: running, atMs, activeMs: at }) => running && at === 0 && atMs > before.serverMs && atMs <= serverMs);
    const position = this.session.length > 0 && (runs || activeMs > 0) ? positionAt(this.intervals, activeMs) : null;
    const cues = [...this.startCues(before.serverMs, serverMs), ...this.planCues(before.activeMs, activeMs, runs), ...this.stops(runs)];
    const { reports, reported } = position || activeMs > 0 ? dueReports(this.intervals, this.kept.reported, activeMs) : { reports: [], reported: this.reported };
    this.reported = reported;
    this.told = { activeMs: Math.max(before.activeMs, runs ? activeMs + aheadMs : activeMs), serverMs: serverMs };
    this.ran = runs;
    const advice = this.guide(position, runs, nowMs, values);
    return {
      activeMs, runs, position, reports,
      startsInMs: this.startsIn(serverMs),
      advice: this.guidance.advice,
      cues: [...cues, ...advice ? [{ cue: /** @type {Cue} */ ({ kind: "advice", atMs: activeMs, advice }), inMs: 0 }] : []].map(({ cue, inMs }) => ({ cue, inMs, words: wordingOf(cue, this.intervals) })),
      begun: begun ? { plannedMs: /** @type {any} */ (this.session.find(({ runs: running }) => running)).atMs, shownMs: serverMs } : null,
    };
  }

  /** @param {number} serverMs */
  startsIn(serverMs) {
    const next = announced(this.session, serverMs);
    return next?.runs && this.own.pausedAtMs === null ? next.atMs - serverMs : null;
  }

  /** @param {number} afterMs @param {number} serverMs */
  startCues(afterMs, serverMs) {
    return this.own.pausedAtMs !== null ? [] : this.session.filter(({ runs }) => runs).flatMap(({ atMs, activeMs }) => startCuesBetween(atMs, afterMs, serverMs)
      .map(cue => ({ cue: /** @type {Cue} */ (cue.kind === "start" && activeMs > 0 ? { kind: "resumed", atMs } : cue), inMs: 0 })));
  }

  /** @param {number} afterMs @param {number} activeMs @param {boolean} runs */
  planCues(afterMs, activeMs, runs) {
    return runs ? cuesBetween(this.intervals, afterMs, activeMs + aheadMs, activeMs).map(cue => ({ cue, inMs: Math.max(0, cue.atMs - activeMs) })) : [];
  }

  /** @param {boolean} runs */
  stops(runs) {
    return this.ran && !runs ? [{ cue: /** @type {Cue} */ ({ kind: "paused", atMs: 0 }), inMs: 0 }] : [];
  }

  /** @param {Position | null} position @param {boolean} runs @param {number} nowMs @param {Record<string, number | null | undefined>} values */
  guide(position, runs, nowMs, values) {
    const index = position && runs ? position.index : -1;
    if (index !== this.guided) {
      this.guided = index;
      this.guidance.begin(nowMs);
    }

    const target = index < 0 ? null : this.intervals[index].target;
    return this.guidance.update({ nowMs, target, value: target ? values[target.metric] ?? null : null, leftMs: position?.leftMs });
  }
}
