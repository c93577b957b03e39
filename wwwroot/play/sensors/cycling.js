// @ts-check
import { Frame, bit, per, put } from "./frame.js";

/**
 * Cycling Power Measurement, 0x2A63 (Cycling Power Service 1.1, section 3.2). Power is signed. Wheel and crank revolutions count up and wrap; rates come from two frames (revolutions.js).
 *
 * @typedef {object} CyclingPowerMeasurement
 * @property {number} [powerW]
 * @property {number} [pedalBalancePercent] of the pedal that pedalBalanceReference names
 * @property {"left" | "unknown"} [pedalBalanceReference]
 * @property {number} [accumulatedTorqueNm] wraps at 2048
 * @property {"wheel" | "crank"} [torqueSource]
 * @property {number} [wheelRevs] 32 bits
 * @property {number} [wheelEventTime2048] 16 bits, 1/2048 s: twice as fine as in 0x2A5B
 * @property {number} [crankRevs] 16 bits
 * @property {number} [crankEventTime1024] 16 bits, 1/1024 s
 * @property {number} [maxForceN] @property {number} [minForceN]
 * @property {number} [maxTorqueNm] @property {number} [minTorqueNm]
 * @property {number} [maxAngleDeg] @property {number} [minAngleDeg]
 * @property {number} [topDeadSpotDeg] @property {number} [bottomDeadSpotDeg]
 * @property {number} [accumulatedEnergyKj]
 *
 * @param {Frame} frame
 * @returns {CyclingPowerMeasurement}
 */
export function cyclingPowerMeasurement(frame) {
  /** @type {CyclingPowerMeasurement} */
  const values = {};
  const flags = frame.u16();
  if (flags === undefined) {
    return values;
  }

  put(values, "powerW", frame.s16());
  if (bit(flags, 0)) {
    put(values, "pedalBalancePercent", frame.u8(), per(2));
    put(values, "pedalBalanceReference", values.pedalBalancePercent, () => bit(flags, 1) ? "left" : "unknown");
  }

  if (bit(flags, 2)) {
    put(values, "accumulatedTorqueNm", frame.u16(), per(32));
    put(values, "torqueSource", values.accumulatedTorqueNm, () => bit(flags, 3) ? "crank" : "wheel");
  }

  if (bit(flags, 4)) {
    put(values, "wheelRevs", frame.u32());
    put(values, "wheelEventTime2048", frame.u16());
  }

  if (bit(flags, 5)) {
    crank(values, frame);
  }

  if (bit(flags, 6)) {
    put(values, "maxForceN", frame.s16());
    put(values, "minForceN", frame.s16());
  }

  if (bit(flags, 7)) {
    put(values, "maxTorqueNm", frame.s16(), per(32));
    put(values, "minTorqueNm", frame.s16(), per(32));
  }

  if (bit(flags, 8)) {
    const angles = frame.twoU12();
    put(values, "maxAngleDeg", angles?.[0]);
    put(values, "minAngleDeg", angles?.[1]);
  }

  if (bit(flags, 9)) {
    put(values, "topDeadSpotDeg", frame.u16());
  }

  if (bit(flags, 10)) {
    put(values, "bottomDeadSpotDeg", frame.u16());
  }

  if (bit(flags, 11)) {
    put(values, "accumulatedEnergyKj", frame.u16());
  }

  return values;
}

/**
 * CSC Measurement, 0x2A5B (Cycling Speed and Cadence Service 1.0, section 3.1).
 *
 * @typedef {object} CscMeasurement
 * @property {number} [wheelRevs] 32 bits
 * @property {number} [wheelEventTime1024] 16 bits, 1/1024 s
 * @property {number} [crankRevs] 16 bits
 * @property {number} [crankEventTime1024] 16 bits, 1/1024 s
 *
 * @param {Frame} frame
 * @returns {CscMeasurement}
 */
export function cscMeasurement(frame) {
  /** @type {CscMeasurement} */
  const values = {};
  const flags = frame.u8();
  if (flags === undefined) {
    return values;
  }

  if (bit(flags, 0)) {
    put(values, "wheelRevs", frame.u32());
    put(values, "wheelEventTime1024", frame.u16());
  }

  if (bit(flags, 1)) {
    crank(values, frame);
  }

  return values;
}

/** @param {Record<string, unknown>} values @param {Frame} frame */
function crank(values, frame) {
  put(values, "crankRevs", frame.u16());
  put(values, "crankEventTime1024", frame.u16());
}
