// @ts-check
import { cscMeasurement, cyclingPowerMeasurement } from "./cycling.js";
import { indoorBikeData, rowerData, treadmillData } from "./fitness-machine.js";
import { Frame } from "./frame.js";
import { batteryLevel, heartRateMeasurement } from "./heart-rate.js";
import {
  controlResponse, machineFeature, machineStatus, supportedHeartRateRange, supportedInclinationRange, supportedPowerRange, supportedResistanceRange, supportedSpeedRange, trainingStatus,
} from "./machine-control.js";
import { rscMeasurement } from "./running.js";

/** Services that the player's page asks a browser for, by the 16-bit number of their UUID. */
export const service = Object.freeze({ heartRate: 0x180d, battery: 0x180f, runningSpeedAndCadence: 0x1814, cyclingSpeedAndCadence: 0x1816, cyclingPower: 0x1818, fitnessMachine: 0x1826 });

/** Characteristics, likewise. */
export const characteristic = Object.freeze({
  batteryLevel: 0x2a19, heartRateMeasurement: 0x2a37, rscMeasurement: 0x2a53, cscMeasurement: 0x2a5b, cyclingPowerMeasurement: 0x2a63,
  fitnessMachineFeature: 0x2acc, treadmillData: 0x2acd, rowerData: 0x2ad1, indoorBikeData: 0x2ad2, trainingStatus: 0x2ad3,
  supportedSpeedRange: 0x2ad4, supportedInclinationRange: 0x2ad5, supportedResistanceRange: 0x2ad6, supportedHeartRateRange: 0x2ad7, supportedPowerRange: 0x2ad8,
  controlPoint: 0x2ad9, machineStatus: 0x2ada,
});

/** @type {Record<number, (frame: Frame) => object | null>} */
const decoders = {
  [characteristic.batteryLevel]: batteryLevel,
  [characteristic.heartRateMeasurement]: heartRateMeasurement,
  [characteristic.rscMeasurement]: rscMeasurement,
  [characteristic.cscMeasurement]: cscMeasurement,
  [characteristic.cyclingPowerMeasurement]: cyclingPowerMeasurement,
  [characteristic.fitnessMachineFeature]: machineFeature,
  [characteristic.treadmillData]: treadmillData,
  [characteristic.rowerData]: rowerData,
  [characteristic.indoorBikeData]: indoorBikeData,
  [characteristic.trainingStatus]: trainingStatus,
  [characteristic.supportedSpeedRange]: supportedSpeedRange,
  [characteristic.supportedInclinationRange]: supportedInclinationRange,
  [characteristic.supportedResistanceRange]: supportedResistanceRange,
  [characteristic.supportedHeartRateRange]: supportedHeartRateRange,
  [characteristic.supportedPowerRange]: supportedPowerRange,
  [characteristic.controlPoint]: controlResponse,
  [characteristic.machineStatus]: machineStatus,
};

/**
 * What a value says, by its characteristic.
 *
 * @typedef {object} Decoded
 * @property {Record<string, any>} values the fields that came whole, in the unit that their names end with; null: the sensor says that it does not know
 * @property {boolean} cut it ended inside an announced field
 * @property {number} left bytes that no field took; ignored
 *
 * @param {number} number the 16-bit number of the characteristic's UUID
 * @param {Uint8Array} bytes
 * @returns {Decoded | null} null where the characteristic is none of these, or the bytes cannot be a value of it
 */
export function decode(number, bytes) {
  const frame = new Frame(bytes);
  const values = decoders[number]?.(frame);
  return values && Object.keys(values).length > 0 ? { values, cut: frame.cut, left: frame.left } : null;
}

/** @param {DataView} view of a `characteristicvaluechanged` */
export const bytesOf = view => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** "0x2A37" of "00002a37-0000-1000-8000-00805f9b34fb" as a number; null for a UUID that the Bluetooth SIG did not give. @param {string} uuid */
export function shortNumber(uuid) {
  const found = /^0000([0-9a-f]{4})-0000-1000-8000-00805f9b34fb$/i.exec(uuid);
  return found ? Number.parseInt(found[1], 16) : null;
}
