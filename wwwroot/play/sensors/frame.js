// @ts-check

/**
 * Reads the fields of a characteristic's value one after the other, little endian (Bluetooth Core Specification, Vol 3, Part G, 2.4). A field that the bytes do not hold to its end is not read,
 * nor is any after it: the frame is cut, and what came before stays valid. Nothing here throws.
 */
export class Frame {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.place = 0;
    /** It ended inside a field that its flags announced. */
    this.cut = false;
  }

  /** Bytes that no field took. */
  get left() {
    return this.cut ? 0 : this.view.byteLength - this.place;
  }

  /**
   * @param {number} size bytes of the field
   * @param {(view: DataView, place: number) => number} read
   * @returns {number | undefined} undefined where the frame is cut
   */
  take(size, read) {
    if (this.cut || this.place + size > this.view.byteLength) {
      this.cut = true;
      return undefined;
    }

    const value = read(this.view, this.place);
    this.place += size;
    return value;
  }

  u8() {
    return this.take(1, (view, place) => view.getUint8(place));
  }

  u16() {
    return this.take(2, (view, place) => view.getUint16(place, true));
  }

  s16() {
    return this.take(2, (view, place) => view.getInt16(place, true));
  }

  u24() {
    return this.take(3, (view, place) => view.getUint16(place, true) + (view.getUint8(place + 2) << 16));
  }

  u32() {
    return this.take(4, (view, place) => view.getUint32(place, true));
  }

  /** Two unsigned 12-bit fields in three bytes. @returns {[number, number] | undefined} */
  twoU12() {
    const both = this.u24();
    return both === undefined ? undefined : [both & 0xfff, both >> 12];
  }
}

/** @param {number} flags @param {number} number */
export const bit = (flags, number) => (flags >> number & 1) === 1;

/**
 * Puts a field into a frame's values: left out where the frame was cut, null where the sensor says "not available".
 * @param {Record<string, unknown>} values
 * @param {string} name
 * @param {number | undefined} raw
 * @param {(raw: number) => unknown} [convert]
 * @param {number[]} [notAvailable] raw values that stand for it
 */
export function put(values, name, raw, convert = raw => raw, notAvailable = []) {
  if (raw !== undefined) {
    values[name] = notAvailable.includes(raw) ? null : convert(raw);
  }
}

/** Steps of a tenth, a hundredth: 291 of 0.1 is 29.1, not 29.100000000000001. @param {number} stepsPerUnit */
export const per = stepsPerUnit => (/** @type {number} */ raw) => raw / stepsPerUnit;
