// @ts-check

/**
 * A timed part of the plan, with this player's own target.
 * @typedef {object} Interval
 * @property {string} intervalId
 * @property {string} name
 * @property {number} seconds more than 0
 * @property {"easy" | "moderate" | "hard" | "max"} intensity
 * @property {Target | null} [target]
 *
 * In the metric's own unit (beats/min, W, s/km), both ends included. A smaller pace is the harder one.
 * @typedef {{ metric: "heartRate" | "power" | "pace", min: number, max: number }} Target
 *
 * @typedef {object} Position
 * @property {number} index from 0
 * @property {number} elapsedMs @property {number} leftMs both of this interval
 * @property {number} startsMs @property {number} endsMs both in active time
 */

/**
 * Where a plan stands, as `Workout.At` has it.
 * @param {readonly Interval[]} intervals @param {number} activeMs
 * @returns {Position | null} null where all are over, or there are none
 */
export function positionAt(intervals, activeMs) {
  let startsMs = 0;
  for (const [index, { seconds }] of intervals.entries()) {
    const endsMs = startsMs + seconds * 1000;
    if (activeMs < endsMs) {
      return { index, elapsedMs: Math.max(0, activeMs - startsMs), leftMs: endsMs - Math.max(0, activeMs), startsMs, endsMs };
    }

    startsMs = endsMs;
  }

  return null;
}

/**
 * The reports that are due (`training:player:interval:progress`): one for each interval that began, one for each that ended, however late the page looks, each once.
 * @param {readonly Interval[]} intervals
 * @param {{ begun: number, ended: number }} reported how many intervals were reported as begun and as ended; kept over a reload
 * @param {number} activeMs of the player
 * @returns {{ reports: Record<string, unknown>[], reported: { begun: number, ended: number } }} without whose they are and when
 */
export function dueReports(intervals, reported, activeMs) {
  const place = positionAt(intervals, activeMs);
  const begun = place ? place.index + 1 : intervals.length;
  const ended = place ? place.index : intervals.length;
  const reports = [];
  for (let index = Math.min(reported.begun, reported.ended); index < begun; index++) {
    // One that began and ended unseen is told by its end alone.
    if (index >= reported.begun && index >= ended) {
      reports.push(report(intervals, index, false, place?.leftMs ?? 0));
    }

    if (index >= reported.ended && index < ended) {
      reports.push(report(intervals, index, true, 0));
    }
  }

  return { reports, reported: { begun: Math.max(begun, reported.begun), ended: Math.max(ended, reported.ended) } };
}

/** @param {readonly Interval[]} intervals @param {number} index @param {boolean} completed @param {number} leftMs */
function report(intervals, index, completed, leftMs) {
  const { intervalId, name, intensity, target } = intervals[index];
  const targets = { heartRate: "targetHeartRate", power: "targetPower", pace: "targetPace" };
  return {
    intervalId, intervalName: name, currentInterval: index + 1, totalIntervals: intervals.length, timeRemaining: Math.round(leftMs / 100) / 10, intensity,
    ...target ? { [targets[target.metric]]: { min: target.min, max: target.max } } : {}, completed,
  };
}
