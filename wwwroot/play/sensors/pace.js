// @ts-check

/**
 * When a sample is due. A strap sends once a second by its own clock; a clock of ours beside it would now and then catch two of its frames in one second, or none. So each frame of the strap makes a sample,
 * and what other sensors say goes with it; where no strap speaks a sample is due each second. A strap that sends faster than it should is slowed down to a little over one a second, its bursts after a silence
 * (a phone hands them over all at once) are not.
 */
export class SamplePace {
  static everyMs = 1000;
  // A strap that missed one beat still leads; after that the seconds are ours.
  static strapLeadsForMs = 1900;
  static burst = 15;
  static mostPerSecond = 1.25;

  constructor() {
    this.strapAtMs = -Infinity;
    this.lastAtMs = -Infinity;
    this.allowance = SamplePace.burst;
    this.allowanceAtMs = -Infinity;
  }

  /** A strap's frame came. @param {number} atMs @returns {boolean} whether a sample is due */
  strap(atMs) {
    this.strapAtMs = atMs;
    const grown = Math.max(0, atMs - this.allowanceAtMs) / 1000 * SamplePace.mostPerSecond;
    this.allowance = Math.min(SamplePace.burst, this.allowance + grown);
    this.allowanceAtMs = atMs;
    if (this.allowance < 1) {
      return false;
    }

    this.allowance--;
    this.lastAtMs = atMs;
    return true;
  }

  /** Time passed; call it several times a second. @param {number} atMs @returns {boolean} whether a sample is due */
  tick(atMs) {
    if (atMs - this.strapAtMs < SamplePace.strapLeadsForMs || atMs - this.lastAtMs < SamplePace.everyMs) {
      return false;
    }

    // On the beat of the last one, so that late ticks do not add up; after a pause from now on.
    this.lastAtMs = atMs - this.lastAtMs < 2 * SamplePace.everyMs ? this.lastAtMs + SamplePace.everyMs : atMs;
    return true;
  }
}

/** Instants for samples: an ISO text names a sample of a device, so no two are the same and none goes back. */
export class SampleInstants {
  /** @param {number} [lastMs] the newest sample that is kept */
  constructor(lastMs = -Infinity) {
    this.lastMs = lastMs;
  }

  /** @param {number} atMs @returns {number} whole Unix ms */
  next(atMs) {
    return this.lastMs = Math.max(Math.round(atMs), this.lastMs + 1);
  }
}
