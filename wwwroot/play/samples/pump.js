// @ts-check

/** @typedef {import("./sender.js").Action} Action */
/** @typedef {import("./sender.js").Ack} Ack */
/** @typedef {import("./sender.js").Sender} Sender */

/** A join's answer (docs/protocol.md). @typedef {Ack & { session?: any, resumed?: boolean, epoch?: string, serverTime?: string }} JoinAck */

/** A call that is not answered for so long counts as lost: the line may be dead long before anybody says so. */
export const answerWithinMs = 15_000;

/**
 * Does what the sender decides, over a hub connection. Call `wake` when something changed: a sample came, the connection is up or down. It never throws, and never calls the hub twice at once.
 */
export class SamplePump {
  /**
   * @param {object} page
   * @param {Sender} page.sender
   * @param {string} page.sessionId @param {string} page.playerId
   * @param {(method: string, argument: object) => Promise<Ack>} page.invoke of the hub connection; rejects when the connection breaks
   * @param {() => object} page.joinWith what a join says beside session, role and player: `clientTime`, `epoch`, `sinceSeq`
   * @param {(ack: JoinAck) => void} page.onJoin told of each join's answer, refused ones too
   * @param {() => number} page.now ms by a clock that does not jump
   * @param {() => number} page.serverNow Unix ms
   * @param {(work: () => void, ms: number) => any} page.later
   * @param {(timer: any) => void} page.cancel
   */
  constructor({ sender, sessionId, playerId, invoke, joinWith, onJoin, now, serverNow, later, cancel }) {
    this.sender = sender;
    this.sessionId = sessionId;
    this.playerId = playerId;
    this.invoke = invoke;
    this.joinWith = joinWith;
    this.onJoin = onJoin;
    this.now = now;
    this.serverNow = serverNow;
    this.later = later;
    this.cancel = cancel;
    /** @type {any} */
    this.timer = null;
    this.stopped = false;
  }

  wake() {
    if (this.timer !== null) {
      this.cancel(this.timer);
      this.timer = null;
    }

    if (this.stopped) {
      return;
    }

    const action = this.sender.next(this.now(), this.serverNow());
    if (action.do !== "wait") {
      this.send(action);
    } else if (action.untilMs !== null) {
      this.timer = this.later(() => this.wake(), Math.max(1, action.untilMs - this.now()));
    }
  }

  /** The hub connection is up. */
  connected() {
    this.sender.connect();
    this.wake();
  }

  disconnected() {
    this.sender.disconnect(this.now());
    this.wake();
  }

  /** What waits stays in its store. */
  stop() {
    this.stopped = true;
    this.wake();
  }

  /** @param {Action} action */
  async send(action) {
    const [method, argument] = this.callOf(action);
    let ack = null;
    /** @type {any} */
    let timeout = null;
    try {
      const late = new Promise((_, reject) => {
        timeout = this.later(() => reject(new Error("No answer came.")), answerWithinMs);
      });
      ack = await Promise.race([this.invoke(method, argument), late]);
    } catch {
      // It may have come or not: what it carried stays, and is sent again.
    }

    this.cancel(timeout);
    this.sender.answered(action, ack, this.now());
    if (action.do === "join" && ack) {
      this.onJoin(ack);
    }

    this.wake();
  }

  /** @param {Action} action @returns {[string, object]} */
  callOf(action) {
    const who = { sessionId: this.sessionId, playerId: this.playerId };
    switch (action.do) {
      case "join":
        return ["training:session:join", { ...who, role: "player", ...this.joinWith() }];
      case "live":
        return ["training:player:metrics", { ...who, ...action.waiting.sample }];
      case "backfill":
        return ["training:player:metrics:backfill", { ...who, samples: action.batch.map(({ sample }) => sample) }];
      case "call":
        return [action.call.method, { ...who, ...action.call.argument }];
      default:
        throw new Error(`There is no call for "${action.do}".`);
    }
  }
}
