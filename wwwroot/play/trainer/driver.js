// @ts-check
import { characteristic, decode } from "../sensors/gatt.js";
import { off, step } from "./erg.js";

/** @typedef {import("./erg.js").ErgEvent} ErgEvent */
/** @typedef {import("./erg.js").ErgState} ErgState */

/** What happens to a trainer, without when. @typedef {ErgEvent extends infer E ? E extends { nowMs: number } ? Omit<E, "nowMs"> : never : never} Happening */

/** Carries the events of a trainer and its player to the ERG state machine, and its writes to the control point. */
export class TrainerDriver {
  /**
   * @param {object} page
   * @param {number} page.ceilingW the player's safety limit
   * @param {(bytes: Uint8Array) => Promise<boolean>} page.write to the control point; false where it was not taken
   * @param {(state: ErgState) => void} page.onChange
   * @param {() => number} page.now ms by a clock that does not jump
   * @param {(work: () => void, ms: number) => any} page.later
   * @param {(timer: any) => void} page.cancel
   */
  constructor({ ceilingW, write, onChange, now, later, cancel }) {
    this.write = write;
    this.onChange = onChange;
    this.now = now;
    this.later = later;
    this.cancel = cancel;
    this.state = off({ ceilingW });
    /** @type {{ targets?: string[], range?: { min?: number, max?: number } }} */
    this.told = {};
    /** @type {any} */
    this.timer = null;
  }

  /** What the machine's characteristics say. @param {number} number @param {Uint8Array} bytes */
  control(number, bytes) {
    const values = decode(number, bytes)?.values;
    switch (values ? number : 0) {
      case characteristic.fitnessMachineFeature:
        this.told = { ...this.told, targets: values?.targets };
        break;
      case characteristic.supportedPowerRange:
        this.told = { ...this.told, range: values };
        break;
      case characteristic.controlPoint:
        this.happen({ type: "answer", ...values });
        break;
      case characteristic.machineStatus:
        this.happen(/** @type {any} */ ({ type: "status", ...values }));
        break;
    }
  }

  /** The machine is there, its features and range have been told; or it is gone. @param {boolean} connected */
  connected(connected) {
    this.happen(connected ? { type: "connected", ...this.told } : { type: "lost" });
    this.told = connected ? this.told : {};
  }

  /** @param {any} event a Happening */
  happen(event) {
    const before = this.state;
    const { state, write, wakeMs } = step(before, { nowMs: this.now(), ...event });
    this.state = state;
    this.cancel(this.timer);
    this.timer = wakeMs === null ? null : this.later(() => this.happen({ type: "tick" }), Math.max(1, wakeMs - this.now()));
    if (write) {
      this.send(write);
    }

    if (state !== before) {
      this.onChange(state);
    }
  }

  /** @param {Uint8Array} bytes */
  async send(bytes) {
    const { sent } = this.state;
    // A write that was overtaken meanwhile is no longer the one that failed.
    if (!await this.write(bytes) && this.state.sent === sent) {
      this.happen({ type: "write failed" });
    }
  }
}
