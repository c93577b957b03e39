// @ts-check

/** @typedef {import("./buffer.js").BufferStatus} BufferStatus */
/** @typedef {import("./sender.js").SendState} SendState */

/** On a good line so many samples are always on their way: a backfill goes each 10 s. More of them wait. */
const usual = 15;
const arrivedForMs = 10_000;

/** The line on the player's page that says how many samples wait, and then that they arrived. */
export class WaitingLine {
  constructor() {
    this.waited = false;
    this.arrivedAtMs = -Infinity;
  }

  /**
   * @param {BufferStatus} status @param {SendState} state @param {number} nowMs
   * @returns {{ text: string, bad: boolean } | null} null where there is nothing to say
   */
  tell(status, state, nowMs) {
    const waits = status.waiting + status.calls;
    const held = state !== "sending" && waits > 0;
    if (held || waits > usual) {
      this.waited = true;
    } else if (this.waited && state === "sending") {
      [this.waited, this.arrivedAtMs] = [false, nowMs];
    }

    const kept = status.fault ? "They are lost if this page closes: the browser keeps nothing." : "Nothing is lost.";
    const count = `${waits} ${waits === 1 ? "sample waits" : "samples wait"}`;
    switch (true) {
      case status.lost > 0:
        return { text: `${status.lost} of the oldest samples were given up: too many waited.`, bad: true };
      case held && state === "removed":
        return { text: `You were removed. ${count}.`, bad: true };
      case held:
        return { text: `Offline. ${count}. ${kept}`, bad: status.fault !== null };
      case this.waited:
        return { text: `Back. ${count}. ${kept}`, bad: false };
      case nowMs - this.arrivedAtMs < arrivedForMs:
        return { text: "All samples have arrived.", bad: false };
      default:
        return null;
    }
  }
}
