// @ts-check
import { Frame, bit, per, put } from "./frame.js";

// What a fitness machine says of itself and of being controlled: Fitness Machine Service 1.0, sections 4.3 and 4.10 to 4.17.

/** Bits of the first four bytes of Fitness Machine Feature, section 4.3.1.1. */
const machineFeatures = ["averageSpeed", "cadence", "totalDistance", "inclination", "elevationGain", "pace", "stepCount", "resistanceLevel", "strideCount", "expendedEnergy", "heartRate", "metabolicEquivalent",
  "elapsedTime", "remainingTime", "powerMeasurement", "forceOnBeltAndPowerOutput", "userDataRetention"];

/** Bits of the last four, section 4.3.1.2: what may be set by the control point. */
const targetSettings = ["speed", "inclination", "resistance", "power", "heartRate", "expendedEnergy", "steps", "strides", "distance", "trainingTime", "timeInTwoZones", "timeInThreeZones", "timeInFiveZones",
  "bikeSimulation", "wheelCircumference", "spinDown", "cadence"];

/**
 * Fitness Machine Feature, 0x2ACC (section 4.3).
 * @param {Frame} frame
 * @returns {{ features?: string[], targets?: string[] }} names of the bits that are set
 */
export function machineFeature(frame) {
  const values = {};
  const names = (/** @type {string[]} */ all) => (/** @type {number} */ raw) => all.filter((_, number) => bit(raw, number));
  put(values, "features", frame.u32(), names(machineFeatures));
  put(values, "targets", frame.u32(), names(targetSettings));
  return values;
}

/**
 * @typedef {object} SettingRange
 * @property {number} [min] @property {number} [max] both included
 * @property {number} [step]
 */

/**
 * @param {(frame: Frame) => number | undefined} limit @param {(frame: Frame) => number | undefined} step @param {number} stepsPerUnit
 * @returns {(frame: Frame) => SettingRange}
 */
const range = (limit, step, stepsPerUnit) => frame => {
  const values = {};
  put(values, "min", limit(frame), per(stepsPerUnit));
  put(values, "max", limit(frame), per(stepsPerUnit));
  put(values, "step", step(frame), per(stepsPerUnit));
  return values;
};

const [u8, u16, s16] = [
  (/** @type {Frame} */ frame) => frame.u8(),
  (/** @type {Frame} */ frame) => frame.u16(),
  (/** @type {Frame} */ frame) => frame.s16(),
];

/** Supported Speed Range, 0x2AD4 (section 4.11), km/h. */
export const supportedSpeedRange = range(u16, u16, 100);

/** Supported Inclination Range, 0x2AD5 (section 4.12), %. */
export const supportedInclinationRange = range(s16, u16, 10);

/** Supported Resistance Level Range, 0x2AD6 (section 4.13), no unit. */
export const supportedResistanceRange = range(s16, u16, 10);

/** Supported Heart Rate Range, 0x2AD7 (section 4.15), beats/min. */
export const supportedHeartRateRange = range(u8, u8, 1);

/** Supported Power Range, 0x2AD8 (section 4.14), W. */
export const supportedPowerRange = range(s16, u16, 1);

/**
 * Training Status, 0x2AD3 (section 4.10): the machine's own word for what it does.
 * @param {Frame} frame
 * @returns {{ trainingStatus?: string }}
 */
export function trainingStatus(frame) {
  const words = ["other", "idle", "warming up", "low intensity interval", "high intensity interval", "recovery interval", "isometric", "heart rate control", "fitness test", "speed below control region", "speed above control region",
    "cool down", "watt control", "manual mode", "pre-workout", "post-workout"];
  const values = {};
  frame.u8();
  put(values, "trainingStatus", frame.u8(), raw => words[raw] ?? "reserved");
  return values;
}

/** The control point's op codes, table 4.15. */
export const opCode = Object.freeze({ requestControl: 0x00, reset: 0x01, setTargetPower: 0x05, startOrResume: 0x07, stopOrPause: 0x08, response: 0x80 });

/** Result codes, table 4.24. @typedef {"success" | "not supported" | "invalid parameter" | "failed" | "not permitted" | "reserved"} ControlResult */
const results = /** @type {const} */ (["reserved", "success", "not supported", "invalid parameter", "failed", "not permitted"]);

/**
 * What the control point, 0x2AD9, indicates after a write (section 4.16.2.22).
 * @param {Frame} frame
 * @returns {{ request?: number, result?: ControlResult } | null} null where it is no response
 */
export function controlResponse(frame) {
  if (frame.u8() !== opCode.response) {
    return null;
  }

  const values = {};
  put(values, "request", frame.u8());
  put(values, "result", frame.u8(), raw => results[raw] ?? "reserved");
  return values;
}

/** By op code: what happened, and the fields that come with it. @type {Record<number, [string, ((frame: Frame) => Record<string, unknown>)?]>} */
const happenings = {
  0x01: ["reset"],
  0x02: ["stopped by user", frame => one("how", frame.u8(), raw => raw === 1 ? "stop" : raw === 2 ? "pause" : "reserved")],
  0x03: ["stopped by safety key"],
  0x04: ["started by user"],
  0x05: ["target speed", frame => one("speedKmh", frame.u16(), per(100))],
  0x06: ["target inclination", frame => one("inclinationPct", frame.s16(), per(10))],
  0x07: ["target resistance", frame => one("resistanceLevel", frame.u8(), per(10))],
  0x08: ["target power", frame => one("powerW", frame.s16())],
  0x09: ["target heart rate", frame => one("heartRateBpm", frame.u8())],
  0x0a: ["target energy", frame => one("energyKcal", frame.u16())],
  0x0b: ["target steps", frame => one("steps", frame.u16())],
  0x0c: ["target strides", frame => one("strides", frame.u16())],
  0x0d: ["target distance", frame => one("distanceM", frame.u24())],
  0x0e: ["target time", frame => one("timeS", frame.u16())],
  0x0f: ["target time in two zones", frame => one("timesS", zones(frame, 2))],
  0x10: ["target time in three zones", frame => one("timesS", zones(frame, 3))],
  0x11: ["target time in five zones", frame => one("timesS", zones(frame, 5))],
  0x12: ["bike simulation", frame => ({
    ...one("windMps", frame.s16(), per(1000)), ...one("gradePct", frame.s16(), per(100)), ...one("rollingResistance", frame.u8(), per(10_000)), ...one("windResistanceKgPerM", frame.u8(), per(100)),
  })],
  0x13: ["wheel circumference", frame => one("circumferenceMm", frame.u16(), per(10))],
  0x14: ["spin down", frame => one("spinDown", frame.u8(), raw => ["reserved", "requested", "success", "error", "stop pedalling"][raw] ?? "reserved")],
  0x15: ["target cadence", frame => one("cadenceRpm", frame.u16(), per(2))],
  0xff: ["control lost"],
};

/**
 * Fitness Machine Status, 0x2ADA (section 4.17): what changed at the machine, whoever did it.
 * @param {Frame} frame
 * @returns {({ status: string } & Record<string, unknown>) | null} null for an op code that is reserved, or none
 */
export function machineStatus(frame) {
  const happening = happenings[frame.u8() ?? -1];
  return happening ? { status: happening[0], ...happening[1]?.(frame) } : null;
}

/** @param {string} name @param {any} raw @param {(raw: number) => unknown} [convert] */
function one(name, raw, convert) {
  const values = {};
  put(values, name, raw, convert);
  return values;
}

/** @param {Frame} frame @param {number} count */
function zones(frame, count) {
  const times = Array.from({ length: count }, () => frame.u16());
  return times.includes(undefined) ? undefined : times;
}
