// @ts-check

/**
 * Turns a sensor's counters into a rate: revolutions and the time of the last of them, both of which wrap (Cycling Speed and Cadence Service 1.0, section 3.1; Cycling Power Service 1.1, section 3.2).
 * The rate between two frames is the difference of the one by that of the other, each modulo its width. A frame that tells of the same event as the last one is a repeat: the rate stays,
 * until nothing new came for so long that the wheel must be taken to stand.
 */
export class Revolutions {
  /** Wheel and crank of an athlete at rest in the saddle turn no slower than this. */
  static standsAfterMs = 3000;

  /**
   * @param {object} of
   * @param {number} of.revolutionsModulo 2 ** 16 or 2 ** 32
   * @param {number} of.ticksPerSecond of the event time, which is 16 bits wide
   * @param {number} of.mostPerSecond what is faster cannot be: a sensor that restarted, or a frame that lies
   */
  constructor({ revolutionsModulo, ticksPerSecond, mostPerSecond }) {
    this.revolutionsModulo = revolutionsModulo;
    this.ticksPerSecond = ticksPerSecond;
    this.mostPerSecond = mostPerSecond;
    /** @type {{ revolutions: number, time: number } | null} */
    this.last = null;
    /** Revolutions a second; null where it is not known. @type {number | null} */
    this.rate = null;
    this.movedAtMs = 0;
  }

  /**
   * @param {number} revolutions @param {number} time as sent
   * @param {number} atMs when the frame came, by a clock that does not jump
   * @returns {{ rate: number | null, turned: number } | null} revolutions a second, and how many since the last frame; null where it cannot be
   */
  take(revolutions, time, atMs) {
    const last = this.last;
    // Event times wrap: after a longer silence nobody knows how often.
    if (last === null || atMs - this.movedAtMs >= 0x10000 / this.ticksPerSecond * 1000) {
      this.begin(revolutions, time, atMs);
      return { rate: this.rate, turned: 0 };
    }

    const turned = (revolutions - last.revolutions + this.revolutionsModulo) % this.revolutionsModulo;
    const ticks = (time - last.time + 0x10000) % 0x10000;
    if (ticks === 0 && turned === 0) {
      if (atMs - this.movedAtMs > Revolutions.standsAfterMs) {
        this.rate = this.rate === null ? null : 0;
      }

      return { rate: this.rate, turned: 0 };
    }

    const rate = turned * this.ticksPerSecond / ticks;
    if (!(rate <= this.mostPerSecond)) {
      this.begin(revolutions, time, atMs);
      return null;
    }

    this.last = { revolutions, time };
    this.rate = rate;
    this.movedAtMs = atMs;
    return { rate, turned };
  }

  /** @param {number} revolutions @param {number} time @param {number} atMs */
  begin(revolutions, time, atMs) {
    this.last = { revolutions, time };
    this.rate = null;
    this.movedAtMs = atMs;
  }
}
