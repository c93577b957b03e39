// @ts-check
import { mostRrIntervals, ranges } from "./ranges.js";

/** @typedef {import("./readings.js").Reading} Reading */

/**
 * Where a reading comes from. A trainer that offers power and a fitness machine is two sources of one sensor.
 * @typedef {object} Source
 * @property {string} sensor the browser's id of the device
 * @property {SourceKind} kind
 * @property {string} [equipment] what the machine is called, 1 … 64 characters
 */

/** By the service that a source belongs to. @typedef {"heartRate" | "cyclingPower" | "cyclingSpeedAndCadence" | "runningSpeedAndCadence" | "fitnessMachine"} SourceKind */

/** Who is asked first for a metric where several give it: a strap on the chest before the grip of a machine, a meter before what a machine computes. @type {Record<string, SourceKind[]>} */
const preferred = {
  heartRate: ["heartRate", "fitnessMachine"],
  power: ["cyclingPower", "fitnessMachine"],
  cadence: ["cyclingPower", "cyclingSpeedAndCadence", "fitnessMachine", "runningSpeedAndCadence"],
  // On a belt or a roller the machine knows what the foot or the wheel can only guess.
  speed: ["fitnessMachine", "cyclingSpeedAndCadence", "runningSpeedAndCadence", "cyclingPower"],
  calories: ["fitnessMachine", "heartRate"],
};

/** Those that follow another metric's order. @type {Record<string, string>} */
const asFor = { pace: "speed", distance: "speed", leftRightBalance: "power" };

/** A value that is older says nothing of now. */
export const freshMs = 5000;

/** So long a sample says of a metric that it is no longer known: longer than from one live sample to the next, so that one of them says it. */
export const clearingMs = 12_000;

const measured = ["heartRate", "power", "cadence", "speed", "pace", "leftRightBalance", "strokeRate"];

/** A minute of a racing heart, where no sample is taken for so long. */
const mostWaitingRrIntervals = 240;

/** Puts what several sensors say into one sample: of each metric the newest value of the sensor that is asked first and still speaks. */
export class SensorMerge {
  /** @param {{ meters?: number, kcal?: number }} [totals] of this session, where it goes on after a reload */
  constructor({ meters = 0, kcal = 0 } = {}) {
    /** @type {Map<string, { source: Source, metrics: Map<string, { value: number, atMs: number }>, addedAtMs: Map<string, number> }>} */
    this.sources = new Map();
    /** By metric the sensor that the player chose for it. @type {Map<string, string>} */
    this.chosen = new Map();
    /** By metric when it was last known. @type {Map<string, number>} */
    this.knownAtMs = new Map();
    /** @type {number[]} */
    this.rrIntervals = [];
    this.meters = meters;
    this.kcal = kcal;
  }

  /** What to keep for after a reload. */
  get totals() {
    return { meters: this.meters, kcal: this.kcal };
  }

  /** The player's own choice of who gives a metric, over the usual order; null undoes it. @param {"heartRate" | "power" | "cadence" | "speed" | "calories"} metric @param {string | null} sensor */
  prefer(metric, sensor) {
    if (sensor === null) {
      this.chosen.delete(metric);
    } else {
      this.chosen.set(metric, sensor);
    }
  }

  /** A sensor was taken off: what it said is at once no longer known. @param {string} sensor */
  forget(sensor) {
    for (const [key, { source }] of this.sources) {
      if (source.sensor === sensor) {
        this.sources.delete(key);
      }
    }
  }

  /** @param {Source} source @param {Reading} reading @param {number} atMs */
  take(source, reading, atMs) {
    const key = `${source.kind} ${source.sensor}`;
    const known = this.sources.get(key) ?? { source, metrics: new Map(), addedAtMs: new Map() };
    this.sources.set(key, known);
    for (const [metric, value] of Object.entries(reading.metrics)) {
      known.metrics.set(metric, { value, atMs });
      // One follows from the other: the newer one holds.
      known.metrics.delete({ speed: "pace", pace: "speed" }[metric] ?? "");
    }

    if (reading.metersAdded > 0) {
      known.addedAtMs.set("distance", atMs);
      this.meters += this.best("distance", atMs) === known ? reading.metersAdded : 0;
    }

    if (reading.kcalAdded > 0) {
      known.addedAtMs.set("calories", atMs);
      this.kcal += this.best("calories", atMs) === known ? reading.kcalAdded : 0;
    }

    if (reading.rrIntervals.length > 0 && this.best("heartRate", atMs) === known) {
      this.rrIntervals.push(...reading.rrIntervals);
      this.rrIntervals.splice(0, this.rrIntervals.length - mostWaitingRrIntervals);
    }
  }

  /** The sensor that a metric comes from now; null where none gives it. @param {string} metric @param {number} atMs */
  gives(metric, atMs) {
    return this.best(metric, atMs)?.source.sensor ?? null;
  }

  /**
   * The metrics of a sample, without whose and when: intervals between beats once each, all else as it is now, null for what is no longer known.
   * @param {number} atMs
   * @returns {Record<string, number | null | number[] | string> | null} null where there is nothing to say
   */
  sample(atMs) {
    const speaking = [...this.sources.values()].filter(({ metrics }) => [...metrics.values()].some(known => atMs - known.atMs <= freshMs));
    /** @type {Record<string, any>} */
    const sample = {};
    for (const metric of measured) {
      const value = this.best(metric, atMs)?.metrics.get(metric)?.value;
      if (value !== undefined) {
        sample[metric] = value;
        this.knownAtMs.set(metric, atMs);
      }
    }

    for (const [metric, knownAtMs] of this.knownAtMs) {
      const other = { speed: "pace", pace: "speed" }[metric] ?? metric;
      if (!(metric in sample) && !(other in sample) && atMs - knownAtMs <= freshMs + clearingMs) {
        sample[metric] = null;
      }
    }

    if (speaking.length > 0) {
      this.addTotals(sample);
      const machine = speaking.find(({ source }) => source.equipment);
      if (machine) {
        sample.equipment = machine.source.equipment;
      }
    }

    const rrIntervals = this.rrIntervals.splice(0, mostRrIntervals);
    if (rrIntervals.length > 0) {
      sample.rrIntervals = rrIntervals;
    }

    return Object.keys(sample).length > 0 ? sample : null;
  }

  /** @param {Record<string, any>} sample */
  addTotals(sample) {
    if (this.meters > 0) {
      sample.distance = Math.min(Math.round(this.meters * 10) / 10, ranges.distance[1]);
    }

    if (this.kcal > 0) {
      sample.calories = Math.min(Math.round(this.kcal * 10) / 10, ranges.calories[1]);
    }
  }

  /** The source that is asked for a metric now. Speed and pace come from one source: whichever of the two it gives. @param {string} metric @param {number} atMs */
  best(metric, atMs) {
    const group = asFor[metric] ?? metric;
    const order = preferred[group] ?? [];
    const names = group === "speed" && metric !== "distance" ? ["speed", "pace"] : [metric];
    const rank = (/** @type {Source} */ { sensor, kind }) => sensor === this.chosen.get(group) ? -1 : order.includes(kind) ? order.indexOf(kind) : order.length;
    return [...this.sources.values()]
      .filter(({ metrics, addedAtMs }) => names.some(name => atMs - (metrics.get(name)?.atMs ?? addedAtMs.get(name) ?? -Infinity) <= freshMs))
      .sort((a, b) => rank(a.source) - rank(b.source))[0];
  }
}
