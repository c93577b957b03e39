// @ts-check

/** @typedef {import("./buffer.js").SampleBuffer} SampleBuffer */
/** @typedef {import("./buffer.js").WaitingCall} WaitingCall */
/** @typedef {import("./waiting.js").WaitingSample} WaitingSample */

/** How the server answers (docs/protocol.md, "Calls"). @typedef {{ ok: boolean, error?: { code: string, message?: string, retryAfterMs?: number }, rejected?: { index: number, message: string }[] }} Ack */

/**
 * What is to be done now. `join`: join the session as its player. `call`: one progress or status. `live`: the newest sample. `backfill`: old ones. `wait`: nothing until `untilMs`, or until something changes where it is null.
 * @typedef {{ do: "join" } | { do: "call", call: WaitingCall } | { do: "live", waiting: WaitingSample } | { do: "backfill", batch: WaitingSample[] } | { do: "wait", untilMs: number | null }} Action
 */

/** Why nothing goes out, in one word for the page. @typedef {"sending" | "offline" | "joining" | "removed" | "refused"} SendState */

/** What the server allows by default (docs/protocol.md, "Limits"), and what follows from it. */
export const limits = Object.freeze({
  liveEveryMs: 2000,
  // One that is older than this is not sent when the turn comes but lets the next one go in its place, unless that does not come.
  liveFreshMs: 300,
  nextWithinMs: 1300,
  // The server takes a live sample for 10 s; it has to get there.
  liveWithinMs: 8000,
  backfillEveryMs: 10_000,
  // Of the server's six at once, one is left for what else the player wears.
  backfillBurst: 5,
  // So many waiting samples are a backlog, worth the burst; fewer are what live leaves over.
  backlog: 60,
  callSamples: 300,
  // 60 KiB, less what stands around the samples.
  callBytes: 59 * 1024,
  callsPerSecond: 4,
  retryMs: 2000,
  mostRetryMs: 30_000,
  // Who is refused for who or where they are may be taken after the next join, or never.
  refusedRetryMs: 30_000,
});

/** They refuse the player or the place, not the one call. */
const refusals = ["conflict", "forbidden", "not_found", "removed"];

/**
 * Decides what goes out when; it has no clock, no connection and no timer of its own. One call is under way at a time: progress and status first, then the newest sample live, one each 2 s, then all others by
 * backfill, oldest first, one call each 10 s, up to five at once after an absence. What is not acknowledged stays and is sent again; the server stores a sample once.
 * Instants are ms of a clock that does not jump, except `serverMs`, which says how old a sample is.
 */
export class Sender {
  /** @param {SampleBuffer} buffer @param {typeof limits} [allowed] */
  constructor(buffer, allowed = limits) {
    this.buffer = buffer;
    this.allowed = allowed;
    this.connected = false;
    this.joined = false;
    /** The session is over: nothing goes live any more, what waits is taken for a day. */
    this.ended = false;
    /** When each may go out next. */
    this.at = { join: 0, call: 0, live: 0, backfill: 0 };
    /** Until when backfill is held back, backlog or not. */
    this.backfillHeldMs = 0;
    this.backfills = allowed.backfillBurst;
    this.backfillsAtMs = 0;
    this.callSamples = allowed.callSamples;
    this.lastJoinMs = -Infinity;
    this.triedLiveKey = "";
    this.failures = 0;
    /** @type {Action | null} */
    this.underway = null;
    /** Why the server took nothing of the last call. @type {{ code: string, message?: string } | null} */
    this.refusal = null;
  }

  /** @returns {SendState} */
  get state() {
    return !this.connected ? "offline" : this.refusal?.code === "removed" ? "removed" : this.refusal ? "refused" : this.joined ? "sending" : "joining";
  }

  /** The hub connection is up, for the first time or again. The session has to be joined on it. */
  connect() {
    [this.connected, this.joined, this.failures] = [true, false, 0];
    this.at.join = 0;
  }

  /** The hub connection is down; a call that was under way may have come or not. @param {number} nowMs */
  disconnect(nowMs) {
    [this.connected, this.joined] = [false, false];
    if (this.underway) {
      this.answered(this.underway, null, nowMs);
    }
  }

  /** We were told that we are removed from the session. @param {number} nowMs */
  removed(nowMs) {
    this.refused({ code: "removed" }, nowMs);
  }

  /** We were told that we are let in again, or the player wants to try at once. */
  retry() {
    this.at.join = 0;
  }

  /**
   * @param {number} nowMs by a clock that does not jump
   * @param {number} serverMs the server's time, Unix ms
   * @returns {Action} while a call is under way: wait
   */
  next(nowMs, serverMs) {
    if (!this.connected || this.underway) {
      return { do: "wait", untilMs: null };
    }

    if (!this.joined) {
      return this.at.join <= nowMs ? this.begin({ do: "join" }, nowMs) : { do: "wait", untilMs: this.at.join };
    }

    const [call] = this.buffer.calls;
    if (call && this.at.call <= nowMs) {
      return this.begin({ do: "call", call }, nowMs);
    }

    const live = this.liveCandidate(nowMs, serverMs);
    const liveMs = live ? this.nextLiveMs(live, nowMs, serverMs) : Infinity;
    if (live && liveMs <= nowMs) {
      return this.begin({ do: "live", waiting: live }, nowMs);
    }

    const others = this.buffer.samples.count - (live ? 1 : 0);
    const backfillMs = others > 0 ? this.nextBackfillMs(nowMs, others) : Infinity;
    if (backfillMs <= nowMs) {
      return this.begin({ do: "backfill", batch: this.buffer.samples.oldest(this.callSamples, this.allowed.callBytes, live?.key) }, nowMs);
    }

    const untilMs = Math.min(call ? this.at.call : Infinity, liveMs, backfillMs);
    return { do: "wait", untilMs: Number.isFinite(untilMs) ? untilMs : null };
  }

  /**
   * A call is over. An answer to one that is no longer under way says nothing.
   * @param {Action} action as `next` gave it
   * @param {Ack | null} ack null: no answer came, the connection broke or the time was up
   * @param {number} nowMs
   */
  answered(action, ack, nowMs) {
    if (action !== this.underway) {
      return;
    }

    this.underway = null;
    this.buffer.samples.landed();
    const error = ack?.ok ? null : ack?.error ?? { code: "disconnected" };
    this.failures = error === null || error.code === "invalid" || error.code === "rate_limited" ? 0 : this.failures + 1;
    switch (action.do) {
      case "join":
        this.joined = error === null;
        this.at.join = nowMs + this.retryAfter(error);
        this.backfillHeldMs = this.joined ? 0 : this.backfillHeldMs;
        break;
      case "call":
        this.callAnswered(action.call, error, nowMs);
        break;
      case "live":
        this.liveAnswered(action.waiting, error, nowMs);
        break;
      case "backfill":
        this.backfillAnswered(action.batch, ack, error, nowMs);
        break;
    }

    if (error === null) {
      this.refusal = null;
    } else if (refusals.includes(error.code)) {
      this.refused(error, nowMs);
    }
  }

  /** @param {{ code: string, message?: string }} error @param {number} nowMs */
  refused(error, nowMs) {
    this.refusal = error;
    const lately = nowMs - this.lastJoinMs < this.allowed.refusedRetryMs;
    if (error.code !== "conflict") {
      this.joined = false;
      this.at.join = nowMs + this.allowed.refusedRetryMs;
    } else if (this.joined && !lately) {
      // A session that has ended leaves the server's memory, and its joins with it: samples are taken for a day more, from who joins again.
      this.joined = false;
      this.at.join = nowMs;
    }
  }

  /** @param {WaitingCall} call @param {Ack["error"] | null} error @param {number} nowMs */
  callAnswered(call, error, nowMs) {
    const never = error?.code === "invalid" || error?.code === "conflict" && this.ended;
    if (error === null || never) {
      this.buffer.callDone(call.key, error === null);
    } else {
      this.at.call = nowMs + this.retryAfter(error);
    }
  }

  /** @param {WaitingSample} waiting @param {Ack["error"] | null} error @param {number} nowMs */
  liveAnswered(waiting, error, nowMs) {
    // A sample is tried live once: where its answer was lost, backfill finds out whether it had come; where it was refused, backfill hears why.
    if (error?.code !== "rate_limited") {
      this.triedLiveKey = waiting.key;
    }

    if (error === null) {
      this.buffer.confirm([waiting.key]);
    }

    this.at.live = Math.max(this.at.live, nowMs + this.retryAfter(error));
  }

  /** @param {WaitingSample[]} batch @param {Ack | null} ack @param {Ack["error"] | null} error @param {number} nowMs */
  backfillAnswered(batch, ack, error, nowMs) {
    if (error === null) {
      this.callSamples = Math.min(this.allowed.callSamples, 2 * this.callSamples);
      const rejected = new Set((ack?.rejected ?? []).map(({ index }) => batch[index]?.key));
      batch.filter(({ key }) => rejected.has(key)).forEach(({ key }) => this.buffer.refuse(key));
      this.buffer.confirm(batch.map(({ key }) => key).filter(key => !rejected.has(key)));
      return;
    }

    // A call that is refused as a whole for one sample, or too long for this server or this line, must not keep the others back: half of it is tried next.
    if (error.code === "invalid" || error.code === "disconnected") {
      this.callSamples = Math.max(1, batch.length >> 1);
      if (batch.length === 1 && error.code === "invalid") {
        this.buffer.refuse(batch[0].key);
      }
    }

    if (error.code === "rate_limited") {
      [this.backfills, this.backfillsAtMs] = [0, nowMs];
    }

    this.backfillHeldMs = nowMs + this.retryAfter(error);
  }

  /** @param {Ack["error"] | null} error @returns {number} ms */
  retryAfter(error) {
    switch (error?.code) {
      case undefined:
      case "invalid":
        return 0;
      case "rate_limited":
        return error?.retryAfterMs ?? this.allowed.retryMs;
      case "unavailable":
      case "disconnected":
        return error?.retryAfterMs ?? Math.min(this.allowed.mostRetryMs, this.allowed.retryMs * 2 ** Math.min(this.failures - 1, 6));
      default:
        return this.allowed.refusedRetryMs;
    }
  }

  /** @param {number} nowMs @param {number} serverMs @returns {WaitingSample | undefined} the newest sample, where it is still to go live */
  liveCandidate(nowMs, serverMs) {
    const newest = this.buffer.samples.newest;
    const intime = newest && Math.abs(serverMs - newest.atMs) < this.allowed.liveWithinMs && this.at.live - nowMs < this.allowed.liveWithinMs;
    return intime && !this.ended && newest.key > this.triedLiveKey ? newest : undefined;
  }

  /** @param {WaitingSample} live @param {number} nowMs @param {number} serverMs */
  nextLiveMs(live, nowMs, serverMs) {
    const ageMs = serverMs - live.atMs;
    return ageMs > this.allowed.liveFreshMs && ageMs < this.allowed.nextWithinMs ? Math.max(this.at.live, nowMs + this.allowed.nextWithinMs - ageMs) : this.at.live;
  }

  /** When the next backfill may go: on the beat, or, for a backlog, as soon as the server's burst has room. @param {number} nowMs @param {number} waiting */
  nextBackfillMs(nowMs, waiting) {
    this.backfills = Math.min(this.allowed.backfillBurst, this.backfills + (nowMs - this.backfillsAtMs) / this.allowed.backfillEveryMs);
    this.backfillsAtMs = nowMs;
    const room = this.backfills >= 1 - 1e-9 ? nowMs : nowMs + (1 - this.backfills) * this.allowed.backfillEveryMs;
    return Math.max(room, this.backfillHeldMs, waiting >= Math.min(this.allowed.backlog, this.callSamples + 1) ? 0 : this.at.backfill);
  }

  /** @template {Action} T @param {T} action @param {number} nowMs @returns {T} */
  begin(action, nowMs) {
    this.underway = action;
    switch (action.do) {
      case "join":
        this.lastJoinMs = nowMs;
        break;
      case "call":
        this.at.call = nowMs + 1000 / this.allowed.callsPerSecond;
        break;
      case "live":
        this.at.live = nowMs + this.allowed.liveEveryMs;
        this.buffer.samples.sending([action.waiting.key]);
        break;
      case "backfill":
        this.backfills--;
        this.at.backfill = nowMs + this.allowed.backfillEveryMs;
        this.buffer.samples.sending(action.batch.map(({ key }) => key));
        break;
    }

    return action;
  }
}
