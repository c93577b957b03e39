// A server as docs/protocol.md has it, for one player: what counts for who sends samples. Time is a number that the test moves.
export class FakeServer {
  constructor() {
    this.stored = new Map();
    this.liveShown = [];
    this.calls = [];
    this.joins = 0;
    this.mode = 'well';
    this.live = { left: 5, most: 5, everyMs: 2000, atMs: 0 };
    this.backfill = { left: 6, most: 6, everyMs: 10_000, atMs: 0 };
    this.joined = false;
    this.refuses = () => false;
  }

  take(bucket, nowMs) {
    bucket.left = Math.min(bucket.most, bucket.left + (nowMs - bucket.atMs) / bucket.everyMs);
    bucket.atMs = nowMs;
    if (bucket.left < 1 - 1e-9) {
      return { ok: false, error: { code: 'rate_limited', message: 'Too fast.', retryAfterMs: Math.ceil((1 - bucket.left) * bucket.everyMs) } };
    }

    bucket.left--;
    return null;
  }

  /** `lost`: it is taken, and the answer does not come. */
  answer(action, nowMs, serverMs) {
    if (this.mode === 'unavailable' || this.mode === 'removed') {
      return refused(this.mode);
    }

    if (action.do === 'join') {
      this.joins++;
      this.joined = true;
      return { ok: true };
    }

    if (!this.joined) {
      return refused('conflict');
    }

    const ack = this.take(action.do === 'live' ? this.live : action.do === 'backfill' ? this.backfill : { left: 99, most: 99, everyMs: 1, atMs: 0 }, nowMs) ?? this[action.do + 'Call'](action, serverMs);
    return this.mode === 'lost' ? null : ack;
  }

  liveCall({ waiting }, serverMs) {
    if (this.mode === 'ended') {
      return refused('conflict');
    }

    if (Math.abs(serverMs - Date.parse(waiting.sample.timestamp)) > 10_000 || this.refuses(waiting.sample)) {
      return refused('invalid');
    }

    this.liveShown.push(waiting.sample);
    this.store(waiting.sample);
    return { ok: true };
  }

  backfillCall({ batch }) {
    if (batch.length > 300 || JSON.stringify(batch.map(({ sample }) => sample)).length > 60 * 1024) {
      return refused('invalid');
    }

    const rejected = [];
    batch.forEach(({ sample }, index) => this.refuses(sample) ? rejected.push({ index, message: 'No.' }) : this.store(sample));
    return { ok: true, rejected };
  }

  callCall({ call }) {
    if (this.mode === 'ended') {
      return refused('conflict');
    }

    this.calls.push(call);
    return { ok: true };
  }

  store(sample) {
    const name = `${sample.deviceId} ${sample.timestamp}`;
    this.duplicates = (this.duplicates ?? 0) + (this.stored.has(name) ? 1 : 0);
    this.stored.set(name, sample);
  }
}

const refused = code => ({ ok: false, error: { code, message: code } });
