// @ts-check
import { jsonBytes, keyOf, WaitingSamples } from "./waiting.js";

/** @typedef {import("./store.js").WaitingStore} WaitingStore */
/** @typedef {import("./waiting.js").WaitingSample} WaitingSample */

/**
 * A call other than a sample that is not acknowledged yet: progress, a status.
 * @typedef {object} WaitingCall
 * @property {string} key
 * @property {string} method as the hub calls it, `training:player:interval:progress`
 * @property {Record<string, unknown>} argument
 */

/**
 * What the page shows.
 * @typedef {object} BufferStatus
 * @property {number} waiting samples
 * @property {number} calls progress and status
 * @property {number | null} oldestAtMs when the oldest waiting sample was measured
 * @property {number} arrived samples acknowledged since the page was opened
 * @property {number} lost samples and calls given up because too many waited
 * @property {number} refused samples and calls that the server will never take
 * @property {string | null} fault why nothing is kept for after a reload at the moment; what waits is then in memory alone
 */

const samplesOf = (/** @type {string} */ owner) => `samples ${owner}`;
const callsOf = (/** @type {string} */ owner) => `calls ${owner}`;

/**
 * Keeps a player's samples and calls of one session until they are acknowledged, over reloads. `add` and `confirm` take effect at once and are written behind; nothing here waits for the network.
 * Bounded: `capacity` samples (five hours at 1 Hz, about 5 MB), `callCapacity` calls; when full, the oldest is given up and counted.
 */
export class SampleBuffer {
  /**
   * @param {WaitingStore} store
   * @param {string} owner the session and the player, such as `${sessionId} ${playerId}`
   * @param {{ capacity?: number, callCapacity?: number, deviceId: string, onChange?: (status: BufferStatus) => void }} options deviceId names this browser to the server, at most 64 characters
   */
  constructor(store, owner, { capacity = 18_000, callCapacity = 1000, deviceId, onChange = () => { } }) {
    this.store = store;
    this.owner = owner;
    this.deviceId = deviceId;
    this.callCapacity = callCapacity;
    this.onChange = onChange;
    this.samples = new WaitingSamples(capacity);
    /** In the order in which they came. @type {WaitingCall[]} */
    this.calls = [];
    this.lastCall = 0;
    this.arrived = 0;
    this.refused = 0;
    this.lostCalls = 0;
    /** @type {string | null} */
    this.fault = null;
    /** What the store has to be told: null removes. @type {Map<string, Map<string, any>>} */
    this.unwritten = new Map([[samplesOf(owner), new Map()], [callsOf(owner), new Map()]]);
    /** @type {Promise<void> | null} */
    this.writing = null;
  }

  /** Takes up what waited when the page was left; wait for it before the first `addCall`. A store that cannot be read is a fault, not an end. */
  async open() {
    try {
      const [samples, calls] = await Promise.all([this.store.all(samplesOf(this.owner)), this.store.all(callsOf(this.owner))]);
      samples.forEach(({ value }) => this.keep(value));
      this.calls = [...calls.map(({ value }) => value), ...this.calls];
      this.lastCall = Math.max(this.lastCall, ...this.calls.map(({ key }) => Number(key)));
      this.fault = null;
    } catch (error) {
      this.fault = String(error);
    }

    this.changed();
  }

  /** The newest instant that waits; a new sample must be later. */
  get newestAtMs() {
    return this.samples.newest?.atMs ?? -Infinity;
  }

  /**
   * @param {Record<string, unknown>} metrics @param {number} atMs whole Unix ms, later than all before
   * @returns {WaitingSample}
   */
  add(metrics, atMs) {
    const sample = { deviceId: this.deviceId, timestamp: new Date(atMs).toISOString(), ...metrics };
    const waiting = { key: keyOf(atMs, this.deviceId), sample, bytes: jsonBytes(sample), atMs };
    this.write(samplesOf(this.owner), waiting.key, waiting);
    this.keep(waiting);
    this.changed();
    return waiting;
  }

  /**
   * A call that is to arrive, in order with those before it.
   * @param {string} method @param {Record<string, unknown>} argument
   */
  addCall(method, argument) {
    const call = { key: String(++this.lastCall).padStart(12, "0"), method, argument };
    this.calls.push(call);
    this.write(callsOf(this.owner), call.key, call);
    if (this.calls.length > this.callCapacity) {
      // The first one may be on its way.
      const [gone] = this.calls.splice(1, 1);
      this.lostCalls++;
      this.write(callsOf(this.owner), gone.key, null);
    }

    this.changed();
    return call;
  }

  /** They are on the server's disk. @param {string[]} keys */
  confirm(keys) {
    this.arrived += this.samples.remove(keys);
    keys.forEach(key => this.write(samplesOf(this.owner), key, null));
    this.changed();
  }

  /** The server will never take it. @param {string} key */
  refuse(key) {
    this.refused += this.samples.remove([key]);
    this.write(samplesOf(this.owner), key, null);
    this.changed();
  }

  /** @param {string} key @param {boolean} taken false: the server will never take it */
  callDone(key, taken) {
    this.calls = this.calls.filter(call => call.key !== key);
    this.refused += taken ? 0 : 1;
    this.write(callsOf(this.owner), key, null);
    this.changed();
  }

  /** @returns {BufferStatus} */
  get status() {
    return {
      waiting: this.samples.count,
      calls: this.calls.length,
      oldestAtMs: this.samples.all[0]?.atMs ?? null,
      arrived: this.arrived,
      lost: this.samples.lost + this.lostCalls,
      refused: this.refused,
      fault: this.fault,
    };
  }

  /** Resolves when all that was handed over is written, or could not be (`status.fault`): before the page goes. */
  async flush() {
    while (this.writing || this.anyUnwritten()) {
      await (this.writing ?? this.writeAll());
      if (this.fault) {
        return;
      }
    }
  }

  /** @param {WaitingSample} waiting */
  keep(waiting) {
    const givenUp = this.samples.add(waiting);
    if (givenUp) {
      this.write(samplesOf(this.owner), givenUp.key, null);
    }
  }

  /** @param {string} owner @param {string} key @param {any} value */
  write(owner, key, value) {
    this.unwritten.get(owner)?.set(key, value);
    // All that is handed over in one turn is one transaction; all that comes while it is written, the next.
    this.writing ??= Promise.resolve().then(() => this.writeAll());
  }

  anyUnwritten() {
    return [...this.unwritten.values()].some(entries => entries.size > 0);
  }

  async writeAll() {
    try {
      while (this.anyUnwritten()) {
        for (const [owner, entries] of this.unwritten) {
          await this.writeEntries(owner, entries);
        }
      }

      this.told(null);
    } catch (error) {
      // It is tried again with the next sample.
      this.told(String(error));
    } finally {
      this.writing = null;
    }
  }

  /** @param {string} owner @param {Map<string, any>} entries */
  async writeEntries(owner, entries) {
    const now = [...entries];
    entries.clear();
    const [come, gone] = [now.filter(([, value]) => value !== null), now.filter(([, value]) => value === null)];
    try {
      if (come.length > 0) {
        await this.store.put(owner, come.map(([key, value]) => ({ key, value })));
      }

      if (gone.length > 0) {
        await this.store.remove(owner, gone.map(([key]) => key));
      }
    } catch (error) {
      // What came meanwhile is newer.
      now.filter(([key]) => !entries.has(key)).forEach(([key, value]) => entries.set(key, value));
      throw error;
    }
  }

  /** @param {string | null} fault */
  told(fault) {
    if (fault !== this.fault) {
      this.fault = fault;
      this.changed();
    }
  }

  changed() {
    this.onChange(this.status);
  }
}
