// @ts-check
import { offers, SensorConnection } from "./connection.js";
import { service } from "./gatt.js";

/** @typedef {import("./readings.js").Reading} Reading */
/** @typedef {import("./merge.js").Source} Source */
/** @typedef {import("./connection.js").Sensor} Sensor */

/** What `requestDevice` is asked for: any sensor that offers one of these, and the right to all of them on it. */
export const chooser = Object.freeze({
  filters: Object.keys(offers).map(number => ({ services: [Number(number)] })),
  optionalServices: [service.battery, ...Object.keys(offers).map(Number)],
});

/**
 * Whether sensors can be used here, and if not the sentence that says why and what does work.
 * @param {{ bluetooth?: { getAvailability?: () => Promise<boolean> }, secure: boolean, apple: boolean }} browser apple: an iPhone or iPad, where no browser has it
 * @returns {Promise<{ usable: boolean, why: string }>}
 */
export async function bluetoothHere({ bluetooth, secure, apple }) {
  if (!secure) {
    return { usable: false, why: "Sensors need a secure address: open this page by https." };
  }

  if (!bluetooth) {
    return {
      usable: false,
      why: apple ? "Browsers on iPhone and iPad have no Bluetooth. Your trainer can connect your strap on another device; all else works here."
        : "This browser has no Bluetooth. Chrome, Edge, Opera and Samsung Internet have it; all else works here.",
    };
  }

  const on = await (bluetooth.getAvailability?.() ?? true);
  return on ? { usable: true, why: "" } : { usable: false, why: "Bluetooth is switched off on this device." };
}

/**
 * The sensors of a player: chosen by a tap, several at once, found again by themselves when they come back, or by a tap. What they say goes out as readings.
 */
export class Sensors {
  /**
   * @param {object} page
   * @param {any} page.bluetooth `navigator.bluetooth`
   * @param {() => number} page.now ms by a clock that does not jump
   * @param {(work: () => void, ms: number) => unknown} page.later
   * @param {(source: Source, reading: Reading, atMs: number) => void} page.onReading
   * @param {(sensors: Sensor[]) => void} page.onChange on each change of what the page shows, not on each frame
   * @param {(id: string, number: number, bytes: Uint8Array) => void} [page.onControl] what a control point and the machine's status say, and, once connected, its features and power range
   * @param {(id: string, connected: boolean) => void} [page.onControllable] a machine with a control point is there, or gone
   */
  constructor({ bluetooth, now, later, onReading, onChange, onControl = () => { }, onControllable = () => { } }) {
    this.bluetooth = bluetooth;
    this.now = now;
    this.later = later;
    this.onReading = onReading;
    this.onChange = onChange;
    this.onControl = onControl;
    this.onControllable = onControllable;
    /** @type {Map<string, SensorConnection>} */
    this.connections = new Map();
  }

  /** @returns {Sensor[]} */
  get list() {
    return [...this.connections.values()].map(connection => connection.shown);
  }

  /** Lets the player choose a sensor; call it from a tap. @returns {Promise<boolean>} false where they chose none */
  async add() {
    let device;
    try {
      device = await this.bluetooth.requestDevice(chooser);
    } catch (error) {
      if (/** @type {Error} */ (error).name === "NotFoundError") {
        return false;
      }

      throw error;
    }

    await this.take(device);
    return true;
  }

  /** Takes up sensors that were chosen before, where the browser remembers them (behind a flag in most). @returns {Promise<number>} how many */
  async restore() {
    const devices = await (this.bluetooth?.getDevices?.() ?? []);
    devices.forEach((/** @type {any} */ device) => this.take(device));
    return devices.length;
  }

  /** Tries a lost one at once: the one tap. @param {string} id */
  reconnect(id) {
    return this.connections.get(id)?.connect();
  }

  /** @param {string} id */
  remove(id) {
    this.connections.get(id)?.close();
    this.connections.delete(id);
    this.changed();
  }

  /** To a machine's control point. @param {string} id @param {Uint8Array} bytes @returns {Promise<boolean>} whether it was taken */
  async write(id, bytes) {
    return await this.connections.get(id)?.write(bytes) ?? false;
  }

  /** @param {any} device */
  take(device) {
    const connection = this.connections.get(device.id) ?? new SensorConnection(device, this);
    this.connections.set(device.id, connection);
    return connection.connect();
  }

  changed() {
    this.onChange(this.list);
  }
}
