// @ts-check

/**
 * A sample that is not acknowledged yet.
 * @typedef {object} WaitingSample
 * @property {SampleKey} key names it: the same in the store, in memory and, as deviceId and timestamp, to the server
 * @property {Record<string, unknown>} sample as it goes out, with `deviceId` and `timestamp`
 * @property {number} bytes of its JSON
 * @property {number} atMs when it was measured, Unix ms by the server's clock as the page knew it
 */

/** `${atMs padded to 14 digits} ${deviceId}`: sorts by time. @typedef {string} SampleKey */

/** @param {number} atMs whole Unix ms @param {string} deviceId @returns {SampleKey} */
export const keyOf = (atMs, deviceId) => `${String(atMs).padStart(14, "0")} ${deviceId}`;

const utf8 = new TextEncoder();

/** @param {unknown} value */
export const jsonBytes = value => utf8.encode(JSON.stringify(value)).length;

/**
 * What is not acknowledged, oldest first, in memory. Bounded: when full, the oldest that is not just being sent is given up for the newest, and counted as lost.
 * (The newest are what trainer and player look at; a gap at one place of the recording is told by the report.)
 */
export class WaitingSamples {
  /** @param {number} capacity in samples */
  constructor(capacity) {
    this.capacity = capacity;
    /** In the order of their keys. @type {WaitingSample[]} */
    this.all = [];
    /** @type {Set<SampleKey>} */
    this.underway = new Set();
    /** Since the page was opened. */
    this.lost = 0;
  }

  get count() {
    return this.all.length;
  }

  /** The one that was measured last. @returns {WaitingSample | undefined} */
  get newest() {
    return this.all.at(-1);
  }

  /**
   * @param {WaitingSample} waiting
   * @returns {WaitingSample | undefined} what was given up for it
   */
  add(waiting) {
    const place = this.placeOf(waiting.key);
    if (this.all[place]?.key === waiting.key) {
      this.all[place] = waiting;
      return undefined;
    }

    this.all.splice(place, 0, waiting);
    if (this.count <= this.capacity) {
      return undefined;
    }

    const oldest = this.all.findIndex(({ key }) => !this.underway.has(key) && key !== waiting.key);
    if (oldest < 0) {
      return undefined;
    }

    this.lost++;
    return this.all.splice(oldest, 1)[0];
  }

  /**
   * The oldest, for one call.
   * @param {number} count at most @param {number} bytes at most, as JSON in a list @param {SampleKey} [except] one that goes another way
   */
  oldest(count, bytes, except) {
    const taken = [];
    let left = bytes;
    for (const waiting of this.all) {
      if (waiting.key === except) {
        continue;
      }

      left -= waiting.bytes + 1;
      if (taken.length === count || left < 0) {
        break;
      }

      taken.push(waiting);
    }

    return taken;
  }

  /** They are being sent: none of them is given up until `landed`. @param {SampleKey[]} keys */
  sending(keys) {
    keys.forEach(key => this.underway.add(key));
  }

  landed() {
    this.underway.clear();
  }

  /** @param {SampleKey[]} keys @returns {number} how many of them waited */
  remove(keys) {
    const gone = new Set(keys);
    const before = this.count;
    this.all = this.all.filter(({ key }) => !gone.has(key));
    return before - this.count;
  }

  /** @param {SampleKey} key */
  placeOf(key) {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.all[middle].key < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }

    return low;
  }
}
