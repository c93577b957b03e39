// @ts-check
import { characteristic, decode } from "./gatt.js";
import { within } from "./ranges.js";
import { Revolutions } from "./revolutions.js";

/**
 * What one frame of one sensor says, in the contract's units and within its ranges.
 *
 * @typedef {object} Reading
 * @property {Record<string, number>} metrics `heartRate`, `power`, `cadence`, `speed`, `pace`, `leftRightBalance`, `strokeRate`: as docs/protocol.md has them
 * @property {number[]} rrIntervals ms, oldest first
 * @property {number} metersAdded since this sensor's last frame
 * @property {number} kcalAdded likewise
 * @property {number} [batteryPercent]
 * @property {boolean} [contact] false: the strap has lost the skin; its heart rate is then left out
 */

const characteristicsOfMachines = [characteristic.indoorBikeData, characteristic.treadmillData, characteristic.rowerData];

/** 700 × 25C on the road, where nobody says what wheel it is. */
export const usualWheelMeters = 2.105;

const kjPerKcal = 4.184;

/**
 * Reads one connected sensor from its first frame on. What cannot be is left out and counted, never passed on: a frame that is none (`droppedFrames`), a value out of the contract's range (`droppedValues`).
 * No bytes make it throw.
 */
export class SensorReadings {
  /** @param {{ wheelMeters?: number }} [sensor] the circumference of the wheel that a speed sensor sits on */
  constructor({ wheelMeters = usualWheelMeters } = {}) {
    this.wheelMeters = wheelMeters;
    this.droppedFrames = 0;
    this.droppedValues = 0;
    this.hadContact = false;
    /** @type {Map<string, Revolutions>} */
    this.revolutions = new Map();
    /** @type {Map<string, number>} */
    this.totals = new Map();
  }

  /**
   * @param {number} number the characteristic's 16-bit number
   * @param {Uint8Array} bytes
   * @param {number} atMs when it came, by a clock that does not jump
   * @returns {Reading | null} null for a frame that was dropped
   */
  read(number, bytes, atMs) {
    const decoded = decode(number, bytes);
    /** @type {Reading} */
    const reading = { metrics: {}, rrIntervals: [], metersAdded: 0, kcalAdded: 0 };
    const known = decoded !== null && this.take(number, decoded.values, reading, atMs);
    if (!known) {
      this.droppedFrames++;
      return null;
    }

    return reading;
  }

  /**
   * @param {number} number @param {Record<string, any>} values @param {Reading} reading @param {number} atMs
   * @returns {boolean} false where the frame says nothing of what it is there for
   */
  take(number, values, reading, atMs) {
    switch (number) {
      case characteristic.batteryLevel:
        if (values.batteryPercent === null) {
          this.droppedValues++;
        } else {
          reading.batteryPercent = values.batteryPercent;
        }

        return true;
      case characteristic.heartRateMeasurement:
        return this.strap(values, reading);
      case characteristic.cyclingPowerMeasurement:
        this.put(reading, "power", values.powerW);
        if (values.pedalBalanceReference === "left") {
          this.put(reading, "leftRightBalance", values.pedalBalancePercent);
        }

        this.wheel(reading, values.wheelRevs, values.wheelEventTime2048, 2048, atMs);
        this.crank(reading, values, atMs);
        return values.powerW !== undefined;
      case characteristic.cscMeasurement:
        this.wheel(reading, values.wheelRevs, values.wheelEventTime1024, 1024, atMs);
        this.crank(reading, values, atMs);
        return values.wheelEventTime1024 !== undefined || values.crankEventTime1024 !== undefined;
      case characteristic.rscMeasurement:
        this.put(reading, "speed", rounded(values.speedMps, 3));
        this.put(reading, "cadence", values.cadencePerMin);
        reading.metersAdded = this.added("distance", values.totalDistanceM, 1000);
        return values.speedMps !== undefined;
      default:
        return characteristicsOfMachines.includes(number) && this.machine(values, reading);
    }
  }

  /** @param {Record<string, any>} values @param {Reading} reading */
  strap(values, reading) {
    this.hadContact ||= values.sensorContact === true;
    // Some sensors say "no contact" for ever; one that had it once is believed.
    const lost = values.sensorContact === false && this.hadContact;
    if (values.sensorContact !== null) {
      reading.contact = !lost;
    }

    if (!lost) {
      this.heartRate(reading, values.heartRateBpm);
      for (const raw of values.rr1024 ?? []) {
        const ms = rounded(raw * 1000 / 1024, 1);
        if (within("rrIntervals", ms)) {
          reading.rrIntervals.push(ms);
        } else {
          this.droppedValues++;
        }
      }
    }

    reading.kcalAdded = rounded(this.added("energy", values.energyExpendedKj, 200) / kjPerKcal, 3);
    return values.heartRateBpm !== undefined;
  }

  /** @param {Record<string, any>} values @param {Reading} reading */
  machine(values, reading) {
    this.put(reading, "speed", rounded(values.speedKmh / 3.6, 3));
    this.put(reading, "cadence", values.cadenceRpm);
    this.put(reading, "power", values.powerW);
    this.put(reading, "strokeRate", values.strokeRateSpm);
    if (values.paceSPer500m === 0) {
      reading.metrics.speed = 0;
    } else {
      this.put(reading, "pace", values.paceSPer500m * 2);
    }

    this.heartRate(reading, values.heartRateBpm);
    reading.metersAdded = this.added("distance", values.totalDistanceM, 1000);
    reading.kcalAdded = this.added("energy", values.totalEnergyKcal, 50);
    return true;
  }

  /** @param {Reading} reading @param {number | undefined} bpm 0: there is no strap, which is no fault */
  heartRate(reading, bpm) {
    if (bpm !== 0) {
      this.put(reading, "heartRate", bpm);
    }
  }

  /** @param {Reading} reading @param {number | undefined} revolutions @param {number | undefined} time @param {number} ticksPerSecond @param {number} atMs */
  wheel(reading, revolutions, time, ticksPerSecond, atMs) {
    const turning = this.turning("wheel", 2 ** 32, ticksPerSecond, 40 / this.wheelMeters, revolutions, time, atMs);
    if (turning) {
      if (turning.rate !== null) {
        this.put(reading, "speed", rounded(turning.rate * this.wheelMeters, 3));
      }

      reading.metersAdded = turning.turned * this.wheelMeters;
    }
  }

  /** @param {Reading} reading @param {Record<string, any>} values @param {number} atMs */
  crank(reading, values, atMs) {
    const turning = this.turning("crank", 2 ** 16, 1024, 300 / 60, values.crankRevs, values.crankEventTime1024, atMs);
    if (turning && turning.rate !== null) {
      this.put(reading, "cadence", rounded(turning.rate * 60, 2));
    }
  }

  /**
   * @param {string} name @param {number} revolutionsModulo @param {number} ticksPerSecond @param {number} mostPerSecond
   * @param {number | undefined} revolutions @param {number | undefined} time @param {number} atMs
   */
  turning(name, revolutionsModulo, ticksPerSecond, mostPerSecond, revolutions, time, atMs) {
    if (revolutions === undefined || time === undefined) {
      return null;
    }

    const counter = this.revolutions.get(name) ?? new Revolutions({ revolutionsModulo, ticksPerSecond, mostPerSecond });
    this.revolutions.set(name, counter);
    const turning = counter.take(revolutions, time, atMs);
    if (turning === null) {
      this.droppedValues++;
    }

    return turning;
  }

  /**
   * What a total grew by. It starts anew where it goes back or leaps: a machine that was reset, or counts from another session.
   * @param {string} name @param {number | null | undefined} total @param {number} most that it can grow by from one frame to the next
   */
  added(name, total, most) {
    if (total === undefined || total === null) {
      return 0;
    }

    const grown = total - (this.totals.get(name) ?? total);
    this.totals.set(name, total);
    return grown >= 0 && grown <= most ? grown : 0;
  }

  /** @param {Reading} reading @param {string} metric @param {number | null | undefined} value */
  put(reading, metric, value) {
    if (value === undefined || value === null || Number.isNaN(value)) {
      return;
    }

    if (within(metric, value)) {
      reading.metrics[metric] = value;
    } else {
      this.droppedValues++;
    }
  }
}

/** @param {number} value @param {number} digits */
const rounded = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;
