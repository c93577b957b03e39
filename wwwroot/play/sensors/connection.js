// @ts-check
import { bytesOf, characteristic, service, shortNumber } from "./gatt.js";
import { SensorReadings } from "./readings.js";

/** @typedef {import("./merge.js").Source} Source */
/** @typedef {import("./merge.js").SourceKind} SourceKind */

/**
 * A sensor as the page shows it.
 * @typedef {object} Sensor
 * @property {string} id the browser's
 * @property {string} name
 * @property {"connecting" | "connected" | "lost"} state
 * @property {SourceKind[]} kinds what it offers
 * @property {number | null} batteryPercent
 * @property {boolean | null} contact of a strap with the skin; null where it does not tell
 * @property {number | null} lastFrameMs when it last said something that could be
 * @property {number} droppedFrames @property {number} droppedValues what it sent that cannot be
 * @property {boolean} controllable it has a control point (ERG)
 */

/** By service, the characteristics that notify what the player does. @type {Readonly<Record<number, { kind: SourceKind, notify: readonly number[] }>>} */
export const offers = Object.freeze({
  [service.heartRate]: { kind: "heartRate", notify: [characteristic.heartRateMeasurement] },
  [service.cyclingPower]: { kind: "cyclingPower", notify: [characteristic.cyclingPowerMeasurement] },
  [service.cyclingSpeedAndCadence]: { kind: "cyclingSpeedAndCadence", notify: [characteristic.cscMeasurement] },
  [service.runningSpeedAndCadence]: { kind: "runningSpeedAndCadence", notify: [characteristic.rscMeasurement] },
  [service.fitnessMachine]: { kind: "fitnessMachine", notify: [characteristic.indoorBikeData, characteristic.treadmillData, characteristic.rowerData] },
});

const machines = Object.freeze({ [characteristic.indoorBikeData]: "Indoor bike", [characteristic.treadmillData]: "Treadmill", [characteristic.rowerData]: "Rower" });

/** After so long each is a lost sensor tried again, ms; the last one for ever. */
export const retryMs = Object.freeze([500, 1000, 2000, 5000, 10_000]);

/** One sensor, through all its connections. */
export class SensorConnection {
  /** @param {any} device @param {any} page the Sensors */
  constructor(device, page) {
    this.device = device;
    this.page = page;
    this.readings = new SensorReadings();
    this.closed = false;
    this.attempt = 0;
    this.connecting = false;
    /** @type {any} */
    this.controlPoint = null;
    /** Ends what listens on the last connection: a browser may give the same objects again. */
    this.ears = new AbortController();
    // A browser does one thing at a time with a device, and refuses a second.
    this.turn = Promise.resolve();
    /** @type {Sensor} */
    this.shown = {
      id: device.id, name: device.name || "Sensor", state: "connecting", kinds: [], batteryPercent: null, contact: null, lastFrameMs: null, droppedFrames: 0, droppedValues: 0, controllable: false,
    };
    device.addEventListener("gattserverdisconnected", () => this.lost());
  }

  async connect() {
    if (this.connecting || this.closed || this.shown.state === "connected") {
      return;
    }

    this.connecting = true;
    this.show({ state: this.shown.lastFrameMs === null ? "connecting" : this.shown.state });
    try {
      const server = await this.device.gatt.connect();
      await this.listen(server);
      this.attempt = 0;
      this.show({ state: "connected" });
      if (this.controlPoint) {
        this.page.onControllable(this.shown.id, true);
      }
    } catch {
      this.again();
    } finally {
      this.connecting = false;
    }
  }

  /** @param {any} server */
  async listen(server) {
    // Counters may have gone on or begun anew meanwhile; only what was dropped is still counted.
    this.readings = Object.assign(new SensorReadings(), { droppedFrames: this.readings.droppedFrames, droppedValues: this.readings.droppedValues });
    this.controlPoint = null;
    this.ears.abort();
    this.ears = new AbortController();
    const kinds = [];
    for (const each of await server.getPrimaryServices()) {
      const number = shortNumber(each.uuid);
      const offer = number === null ? undefined : offers[number];
      if (offer) {
        kinds.push(offer.kind);
        await this.listenTo(each, offer);
      } else if (number === service.battery) {
        await this.battery(each);
      }
    }

    if (kinds.length === 0) {
      throw new Error("It offers nothing that we read.");
    }

    this.show({ kinds, controllable: this.controlPoint !== null });
  }

  /** @param {any} found a service @param {{ kind: SourceKind, notify: readonly number[] }} offer */
  async listenTo(found, offer) {
    for (const each of await found.getCharacteristics()) {
      const number = shortNumber(each.uuid) ?? 0;
      if (offer.notify.includes(number)) {
        const source = { sensor: this.shown.id, kind: offer.kind, ...number in machines ? { equipment: machines[number] } : {} };
        await this.hear(each, bytes => this.frame(source, number, bytes));
      } else if (number === characteristic.controlPoint || number === characteristic.machineStatus) {
        await this.hear(each, bytes => this.page.onControl(this.shown.id, number, bytes));
        this.controlPoint = number === characteristic.controlPoint ? each : this.controlPoint;
      } else if (number === characteristic.fitnessMachineFeature || number === characteristic.supportedPowerRange) {
        await this.optional(async () => this.page.onControl(this.shown.id, number, bytesOf(await each.readValue())));
      }
    }
  }

  /** @param {any} found a service */
  battery(found) {
    return this.optional(async () => {
      const level = await found.getCharacteristic(characteristic.batteryLevel);
      const tell = (/** @type {Uint8Array} */ bytes) => {
        const reading = this.readings.read(characteristic.batteryLevel, bytes, this.page.now());
        this.show({ batteryPercent: reading?.batteryPercent ?? this.shown.batteryPercent });
      };
      tell(bytesOf(await level.readValue()));
      await this.hear(level, tell);
    });
  }

  /** @param {any} each a characteristic @param {(bytes: Uint8Array) => void} heard */
  async hear(each, heard) {
    each.addEventListener("characteristicvaluechanged", (/** @type {any} */ { target }) => heard(bytesOf(target.value)), { signal: this.ears.signal });
    await each.startNotifications();
  }

  /** What a sensor may have or not. @param {() => Promise<void>} work */
  async optional(work) {
    try {
      await work();
    } catch {
      // Without it there is a value less on the page, and nothing else is missing.
    }
  }

  /** @param {Source} source @param {number} number @param {Uint8Array} bytes */
  frame(source, number, bytes) {
    const atMs = this.page.now();
    const { droppedFrames, droppedValues } = this.readings;
    const reading = this.readings.read(number, bytes, atMs);
    const contact = reading?.contact ?? this.shown.contact;
    const shown = droppedFrames !== this.readings.droppedFrames || droppedValues !== this.readings.droppedValues || contact !== this.shown.contact || this.shown.lastFrameMs === null;
    this.shown = { ...this.shown, contact, droppedFrames: this.readings.droppedFrames, droppedValues: this.readings.droppedValues, lastFrameMs: reading ? atMs : this.shown.lastFrameMs };
    if (reading) {
      this.page.onReading(source, reading, atMs);
    }

    if (shown) {
      this.page.changed();
    }
  }

  /** @param {Uint8Array} bytes @returns {Promise<boolean>} */
  write(bytes) {
    const written = this.turn.then(async () => {
      try {
        await this.controlPoint.writeValueWithResponse(bytes);
        return true;
      } catch {
        return false;
      }
    });
    this.turn = written.then(() => { });
    return written;
  }

  lost() {
    if (this.closed) {
      return;
    }

    if (this.controlPoint) {
      this.controlPoint = null;
      this.page.onControllable(this.shown.id, false);
    }

    this.show({ state: "lost" });
    this.again();
  }

  again() {
    if (this.closed) {
      return;
    }

    this.show({ state: "lost" });
    const waitMs = retryMs[Math.min(this.attempt++, retryMs.length - 1)];
    this.page.later(() => this.connect(), waitMs);
  }

  close() {
    this.closed = true;
    this.ears.abort();
    this.device.gatt.disconnect();
  }

  /** @param {Partial<Sensor>} change */
  show(change) {
    const before = this.shown;
    this.shown = { ...before, ...change };
    if (Object.entries(change).some(([name, value]) => before[/** @type {keyof Sensor} */ (name)] !== value)) {
      this.page.changed();
    }
  }
}
