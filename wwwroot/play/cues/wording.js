// @ts-check

/** @typedef {import("../clock/intervals.js").Interval} Interval */
/** @typedef {import("./timeline.js").Cue} Cue */

const seconds = (/** @type {number} */ total) => {
  const [minutes, rest] = [Math.floor(total / 60), Math.round(total % 60)];
  const words = [minutes > 0 ? `${minutes} ${minutes === 1 ? "minute" : "minutes"}` : "", rest > 0 ? `${rest} seconds` : ""];
  return words.filter(Boolean).join(" ");
};

const target = (/** @type {Interval} */ { target: goal }) => {
  if (!goal) {
    return "";
  }

  const range = (/** @type {(value: number) => string} */ say) => goal.min === goal.max ? say(goal.min) : `${say(goal.min)} to ${say(goal.max)}`;
  switch (goal.metric) {
    case "heartRate":
      return `heart rate ${range(value => String(Math.round(value)))}`;
    case "power":
      return `${range(value => String(Math.round(value)))} watts`;
    default:
      // The faster one first, as it is read on a watch.
      return `${range(value => `${Math.floor(Math.round(value) / 60)}:${String(Math.round(value) % 60).padStart(2, "0")}`)} a kilometre`;
  }
};

/**
 * What the voice says of a cue; empty where a beep says it all.
 * @param {Cue} cue @param {readonly Interval[]} intervals
 */
export function wordingOf(cue, intervals) {
  switch (cue.kind) {
    case "start":
    case "change": {
      const interval = intervals[cue.index ?? 0];
      return interval ? `${[interval.name, seconds(interval.seconds), target(interval)].filter(Boolean).join(", ")}.` : "Go.";
    }

    case "advice":
      return { "harder": "Harder.", "easier": "Easier.", "on target": "On target." }[cue.advice ?? "on target"];
    case "end":
      return "That was the last. Well done.";
    case "paused":
      return "Paused.";
    case "resumed":
      return "Go on.";
    default:
      return "";
  }
}
