// @ts-check
import { Frame, bit, per, put } from "./frame.js";

// Fitness Machine Service 1.0. Bit 0 of a machine's data set means "more data": its first fields come in another frame. A field that a frame lacks is unknown, not zero.

const noTotal = [0xffff];
const noRate = [0xff];
// The specification's value for "not available" of signed fields; Matrix and Life Fitness use it, and 0xFFFF, for the elevation too.
const noSigned = [0x7fff];
const noElevation = [0x7fff, 0xffff];

/**
 * Indoor Bike Data, 0x2AD2 (section 4.9). The mirrored XML of this characteristic swaps bits 1 and 2; the specification and every captured frame have bit 1 = average speed, bit 2 = cadence.
 *
 * @typedef {object} IndoorBikeData
 * @property {number} [speedKmh] @property {number} [avgSpeedKmh]
 * @property {number} [cadenceRpm] @property {number} [avgCadenceRpm]
 * @property {number} [totalDistanceM] @property {number} [resistanceLevel]
 * @property {number} [powerW] @property {number} [avgPowerW]
 * @property {number | null} [totalEnergyKcal] @property {number | null} [energyPerHourKcal] @property {number | null} [energyPerMinuteKcal]
 * @property {number} [heartRateBpm] 0: no strap
 * @property {number} [met] @property {number} [elapsedS] @property {number} [remainingS]
 *
 * @param {Frame} frame
 * @returns {IndoorBikeData | null} null where the flags do not describe the bytes
 */
export function indoorBikeData(frame) {
  /** @type {IndoorBikeData} */
  const values = {};
  const flags = frame.u16();
  if (flags === undefined) {
    return values;
  }

  if (!bit(flags, 0)) {
    put(values, "speedKmh", frame.u16(), per(100));
  }

  if (bit(flags, 1)) {
    put(values, "avgSpeedKmh", frame.u16(), per(100));
  }

  if (bit(flags, 2)) {
    put(values, "cadenceRpm", frame.u16(), per(2));
  }

  if (bit(flags, 3)) {
    put(values, "avgCadenceRpm", frame.u16(), per(2));
  }

  if (bit(flags, 4)) {
    put(values, "totalDistanceM", frame.u24());
  }

  if (bit(flags, 5)) {
    put(values, "resistanceLevel", frame.s16());
  }

  if (bit(flags, 6)) {
    put(values, "powerW", frame.s16());
  }

  if (bit(flags, 7)) {
    put(values, "avgPowerW", frame.s16());
  }

  commonEnd(values, flags, frame, 8);
  // Life Fitness sends the cadence without announcing it: every field after it would be read two bytes early. An average without its value, and just that value's bytes left over, gives it away.
  return bit(flags, 3) && !bit(flags, 2) && frame.left === 2 ? null : values;
}

/**
 * Treadmill Data, 0x2ACD (section 4.4).
 *
 * @typedef {object} TreadmillData
 * @property {number} [speedKmh] @property {number} [avgSpeedKmh] @property {number} [totalDistanceM]
 * @property {number | null} [inclinationPct] @property {number | null} [rampAngleDeg]
 * @property {number | null} [elevationGainPositiveM] @property {number | null} [elevationGainNegativeM]
 * @property {number} [paceKmPerMin] @property {number} [avgPaceKmPerMin]
 * @property {number | null} [totalEnergyKcal] @property {number | null} [energyPerHourKcal] @property {number | null} [energyPerMinuteKcal]
 * @property {number} [heartRateBpm] 0: no strap
 * @property {number} [met] @property {number} [elapsedS] @property {number} [remainingS]
 * @property {number | null} [beltForceN] @property {number | null} [powerW]
 *
 * @param {Frame} frame
 * @returns {TreadmillData}
 */
export function treadmillData(frame) {
  /** @type {TreadmillData} */
  const values = {};
  const flags = frame.u16();
  if (flags === undefined) {
    return values;
  }

  if (!bit(flags, 0)) {
    put(values, "speedKmh", frame.u16(), per(100));
  }

  if (bit(flags, 1)) {
    put(values, "avgSpeedKmh", frame.u16(), per(100));
  }

  if (bit(flags, 2)) {
    put(values, "totalDistanceM", frame.u24());
  }

  if (bit(flags, 3)) {
    put(values, "inclinationPct", frame.s16(), per(10), noSigned);
    put(values, "rampAngleDeg", frame.s16(), per(10), noSigned);
  }

  if (bit(flags, 4)) {
    put(values, "elevationGainPositiveM", frame.u16(), per(10), noElevation);
    put(values, "elevationGainNegativeM", frame.u16(), per(10), noElevation);
  }

  if (bit(flags, 5)) {
    put(values, "paceKmPerMin", frame.u8(), per(10));
  }

  if (bit(flags, 6)) {
    put(values, "avgPaceKmPerMin", frame.u8(), per(10));
  }

  commonEnd(values, flags, frame, 7);
  if (bit(flags, 12)) {
    put(values, "beltForceN", frame.s16(), raw => raw, noSigned);
    put(values, "powerW", frame.s16(), raw => raw, noSigned);
  }

  return values;
}

/**
 * Rower Data, 0x2AD1 (section 4.8).
 *
 * @typedef {object} RowerData
 * @property {number} [strokeRateSpm] @property {number} [strokeCount] @property {number} [avgStrokeRateSpm]
 * @property {number} [totalDistanceM] @property {number} [paceSPer500m] @property {number} [avgPaceSPer500m] 0: stands still
 * @property {number} [powerW] @property {number} [avgPowerW] @property {number} [resistanceLevel]
 * @property {number | null} [totalEnergyKcal] @property {number | null} [energyPerHourKcal] @property {number | null} [energyPerMinuteKcal]
 * @property {number} [heartRateBpm] 0: no strap
 * @property {number} [met] @property {number} [elapsedS] @property {number} [remainingS]
 *
 * @param {Frame} frame
 * @returns {RowerData}
 */
export function rowerData(frame) {
  /** @type {RowerData} */
  const values = {};
  const flags = frame.u16();
  if (flags === undefined) {
    return values;
  }

  if (!bit(flags, 0)) {
    put(values, "strokeRateSpm", frame.u8(), per(2));
    put(values, "strokeCount", frame.u16());
  }

  if (bit(flags, 1)) {
    put(values, "avgStrokeRateSpm", frame.u8(), per(2));
  }

  if (bit(flags, 2)) {
    put(values, "totalDistanceM", frame.u24());
  }

  if (bit(flags, 3)) {
    put(values, "paceSPer500m", frame.u16());
  }

  if (bit(flags, 4)) {
    put(values, "avgPaceSPer500m", frame.u16());
  }

  if (bit(flags, 5)) {
    put(values, "powerW", frame.s16());
  }

  if (bit(flags, 6)) {
    put(values, "avgPowerW", frame.s16());
  }

  if (bit(flags, 7)) {
    put(values, "resistanceLevel", frame.s16());
  }

  commonEnd(values, flags, frame, 8);
  return values;
}

/**
 * The five that end each machine's data, in this order: energy, heart rate, MET, elapsed and remaining time.
 * @param {Record<string, unknown>} values @param {number} flags @param {Frame} frame @param {number} first the energy's bit
 */
function commonEnd(values, flags, frame, first) {
  if (bit(flags, first)) {
    put(values, "totalEnergyKcal", frame.u16(), raw => raw, noTotal);
    put(values, "energyPerHourKcal", frame.u16(), raw => raw, noTotal);
    put(values, "energyPerMinuteKcal", frame.u8(), raw => raw, noRate);
  }

  if (bit(flags, first + 1)) {
    put(values, "heartRateBpm", frame.u8());
  }

  if (bit(flags, first + 2)) {
    put(values, "met", frame.u8(), per(10));
  }

  if (bit(flags, first + 3)) {
    put(values, "elapsedS", frame.u16());
  }

  if (bit(flags, first + 4)) {
    put(values, "remainingS", frame.u16());
  }
}
