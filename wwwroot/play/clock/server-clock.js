// @ts-check

/**
 * One question for the server's time and its answer. All in ms.
 * @typedef {object} RoundTrip
 * @property {number} sentMs by the local clock, which does not jump
 * @property {number} receivedMs likewise
 * @property {number} serverMs the server's time as it answered, Unix ms; where it took long, the middle of its two instants
 * @property {number} [serverTookMs] between its receiving and its answering
 */

/**
 * The server's time as this browser knows it, from several round trips: offset by the middle of each (RFC 5905, section 8), of the last eight the one with the least delay (the clock filter of section 10),
 * the drift between the two clocks by the line through the best of each minute. The truth is never further away than `errorMs`, for an answer cannot have been written before it was asked for or after it came.
 */
export class ServerClock {
  static kept = 8;
  // A phone's crystal is off by at most so much; what looks like more is noise.
  static mostDrift = 200e-6;
  static driftFromMs = 5 * 60_000;
  // A correction up to this is walked, not jumped: nobody sees a countdown stumble.
  static walkUpToMs = 400;
  static walkingPace = 0.05;

  constructor() {
    /** @type {{ atMs: number, offsetMs: number, delayMs: number }[]} */
    this.trips = [];
    /** The best of each minute. @type {{ atMs: number, offsetMs: number, delayMs: number }[]} */
    this.minutes = [];
    this.drift = 0;
    /** What `now` still lacks of the offset as known. */
    this.walk = { leftMs: 0, fromMs: 0 };
  }

  /** Whether any answer came. */
  get known() {
    return this.trips.length > 0;
  }

  /** @param {RoundTrip} trip @returns {boolean} whether it could be one */
  add({ sentMs, receivedMs, serverMs, serverTookMs = 0 }) {
    const delayMs = receivedMs - sentMs - serverTookMs;
    if (![sentMs, receivedMs, serverMs, serverTookMs].every(Number.isFinite) || delayMs < 0 || serverTookMs < 0) {
      return false;
    }

    // While the first ones come nobody looks at it yet.
    const before = this.trips.length >= ServerClock.kept ? this.now(receivedMs) : null;
    const trip = { atMs: receivedMs, offsetMs: serverMs - (sentMs + receivedMs) / 2, delayMs };
    this.trips.push(trip);
    this.trips.splice(0, this.trips.length - ServerClock.kept);
    this.addToMinute(trip);
    this.drift = this.measuredDrift();
    this.walkFrom(before, receivedMs);
    return true;
  }

  /** The local clock stood still or was set (a phone that slept): what was measured before says nothing. */
  forget() {
    [this.trips, this.minutes, this.drift, this.walk] = [[], [], 0, { leftMs: 0, fromMs: 0 }];
  }

  /** The server's time, Unix ms. @param {number} localMs */
  now(localMs) {
    return localMs + this.offset(localMs) - this.leftToWalk(localMs);
  }

  /** When it will be that time by the local clock. @param {number} serverMs @param {number} localMs now */
  localAt(serverMs, localMs) {
    return localMs + (serverMs - this.now(localMs));
  }

  /** How far `now` may be from the truth at most, ms; infinite where nothing is known. @param {number} localMs */
  errorMs(localMs) {
    const best = this.best(localMs);
    return best ? best.delayMs / 2 + Math.abs(localMs - best.atMs) * (ServerClock.mostDrift + Math.abs(this.drift)) + Math.abs(this.leftToWalk(localMs)) : Infinity;
  }

  /** @param {number} localMs */
  offset(localMs) {
    const best = this.best(localMs);
    return best ? best.offsetMs + this.drift * (localMs - best.atMs) : 0;
  }

  /** An old trip was good then; its age costs what the clocks may have gone apart since. @param {number} localMs */
  best(localMs) {
    const cost = (/** @type {{ atMs: number, delayMs: number }} */ trip) => trip.delayMs / 2 + (localMs - trip.atMs) * ServerClock.mostDrift;
    return this.trips.reduce((/** @type {typeof this.trips[0] | null} */ best, trip) => best === null || cost(trip) <= cost(best) ? trip : best, null);
  }

  /** @param {{ atMs: number, offsetMs: number, delayMs: number }} trip */
  addToMinute(trip) {
    const last = this.minutes.at(-1);
    if (last === undefined || trip.atMs - last.atMs >= 60_000) {
      this.minutes.push(trip);
      this.minutes.splice(0, this.minutes.length - 30);
    } else if (trip.delayMs < last.delayMs) {
      this.minutes[this.minutes.length - 1] = { ...trip, atMs: Math.max(trip.atMs, last.atMs) };
    }
  }

  /** The slope of the line through the best trips, where they reach back far enough that it is no noise. */
  measuredDrift() {
    const [first, last] = [this.minutes[0], this.minutes.at(-1)];
    if (!first || !last || last.atMs - first.atMs < ServerClock.driftFromMs) {
      return this.drift;
    }

    const least = Math.min(...this.minutes.map(({ delayMs }) => delayMs));
    const good = this.minutes.filter(({ delayMs }) => delayMs <= 2 * least + 5);
    const mean = (/** @type {number[]} */ of) => of.reduce((sum, one) => sum + one, 0) / of.length;
    const [meanAt, meanOffset] = [mean(good.map(({ atMs }) => atMs)), mean(good.map(({ offsetMs }) => offsetMs))];
    const spread = good.reduce((sum, { atMs }) => sum + (atMs - meanAt) ** 2, 0);
    const slope = spread > 0 ? good.reduce((sum, { atMs, offsetMs }) => sum + (atMs - meanAt) * (offsetMs - meanOffset), 0) / spread : 0;
    return Math.max(-ServerClock.mostDrift, Math.min(ServerClock.mostDrift, slope));
  }

  /** @param {number | null} before what `now` was @param {number} localMs */
  walkFrom(before, localMs) {
    const jump = before === null ? 0 : localMs + this.offset(localMs) - before;
    this.walk = { leftMs: Math.abs(jump) <= ServerClock.walkUpToMs ? jump : 0, fromMs: localMs };
  }

  /** @param {number} localMs */
  leftToWalk(localMs) {
    const walked = Math.max(0, localMs - this.walk.fromMs) * ServerClock.walkingPace;
    return Math.sign(this.walk.leftMs) * Math.max(0, Math.abs(this.walk.leftMs) - walked);
  }
}

/**
 * Asks several times, one after the other, and adds what comes. One that fails is passed over.
 * @param {ServerClock} clock
 * @param {() => Promise<number | { serverMs: number, serverTookMs?: number }>} ask the server's time
 * @param {() => number} local the local clock, ms
 * @param {number} [times]
 * @returns {Promise<number>} how many came
 */
export async function measure(clock, ask, local, times = ServerClock.kept) {
  let came = 0;
  for (let n = 0; n < times; n++) {
    try {
      const sentMs = local();
      const answer = await ask();
      came += clock.add({ sentMs, receivedMs: local(), ...typeof answer === "number" ? { serverMs: answer } : answer }) ? 1 : 0;
    } catch {
      // The next one may come through; what is known stays.
    }
  }

  return came;
}

/**
 * A local clock that does not jump, and notices when it did: `performance.now()` stands still while some phones sleep, the wall clock does not. Where the two have gone apart since the last look, the page slept or the clock was set.
 */
export class LocalClock {
  static apartMs = 250;

  /** @param {() => number} [monotonic] ms @param {() => number} [wall] Unix ms */
  constructor(monotonic = () => performance.now(), wall = () => Date.now()) {
    this.monotonic = monotonic;
    this.wall = wall;
    this.apart = wall() - monotonic();
  }

  now() {
    return this.monotonic();
  }

  /** Call it each second and when the page is seen again. @returns {boolean} whether the server's time must be asked for anew */
  slept() {
    const apart = this.wall() - this.monotonic();
    const slept = Math.abs(apart - this.apart) > LocalClock.apartMs;
    // The wall clock is corrected a little all the time.
    this.apart = apart;
    return slept;
  }
}
