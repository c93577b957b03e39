// @ts-check
import { Frame, bit, per, put } from "./frame.js";

/**
 * RSC Measurement, 0x2A53 (Running Speed and Cadence Service 1.0, section 3.1). The specification calls the cadence "1/min" and no more; the captured frames that we have count the steps of both feet.
 *
 * @typedef {object} RscMeasurement
 * @property {boolean} [running] false: walking
 * @property {number} [speedMps]
 * @property {number} [cadencePerMin]
 * @property {number} [strideLengthM]
 * @property {number} [totalDistanceM] since the sensor's own start
 *
 * @param {Frame} frame
 * @returns {RscMeasurement}
 */
export function rscMeasurement(frame) {
  /** @type {RscMeasurement} */
  const values = {};
  const flags = frame.u8();
  if (flags === undefined) {
    return values;
  }

  put(values, "speedMps", frame.u16(), per(256));
  put(values, "cadencePerMin", frame.u8());
  if (bit(flags, 0)) {
    put(values, "strideLengthM", frame.u16(), per(100));
  }

  if (bit(flags, 1)) {
    put(values, "totalDistanceM", frame.u32(), per(10));
  }

  put(values, "running", values.speedMps, () => bit(flags, 2));
  return values;
}
