// @ts-check
import { Frame, bit, put } from "./frame.js";

/**
 * Heart Rate Measurement, 0x2A37 (Heart Rate Service 1.0, section 3.1): beats a minute in 8 or 16 bits, contact, energy since the last reset, and the intervals between beats, oldest first, in 1/1024 s.
 *
 * @typedef {object} HeartRateMeasurement
 * @property {number} [heartRateBpm] 0 where the strap has none
 * @property {boolean | null} [sensorContact] null where the sensor does not tell
 * @property {number} [energyExpendedKj]
 * @property {number[]} [rr1024] as sent; empty where the flag is set and none came
 *
 * @param {Frame} frame
 * @returns {HeartRateMeasurement}
 */
export function heartRateMeasurement(frame) {
  /** @type {HeartRateMeasurement} */
  const values = {};
  const flags = frame.u8();
  if (flags === undefined) {
    return values;
  }

  put(values, "heartRateBpm", bit(flags, 0) ? frame.u16() : frame.u8());
  if (values.heartRateBpm === undefined) {
    return values;
  }

  values.sensorContact = bit(flags, 2) ? bit(flags, 1) : null;
  if (bit(flags, 3)) {
    put(values, "energyExpendedKj", frame.u16());
  }

  if (bit(flags, 4) && !frame.cut) {
    values.rr1024 = [];
    while (frame.left >= 2) {
      values.rr1024.push(/** @type {number} */ (frame.u16()));
    }
  }

  return values;
}

/**
 * Battery Level, 0x2A19 (Battery Service 1.0, section 3.1): % of a full battery, 0 … 100; what is above is reserved.
 *
 * @param {Frame} frame
 * @returns {{ batteryPercent?: number | null }}
 */
export function batteryLevel(frame) {
  const values = {};
  put(values, "batteryPercent", frame.u8(), raw => raw <= 100 ? raw : null);
  return values;
}
