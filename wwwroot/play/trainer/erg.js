// @ts-check
import { opCode } from "../sensors/machine-control.js";

// Holds a trainer at a target power (ERG) by the Fitness Machine Control Point, 0x2AD9 (Fitness Machine Service 1.0, section 4.16): one procedure at a time, each ended by the machine's indication.
// A pure state machine: `step(state, event)` answers the next state, what is to be written now and when to ask again. It knows no clock and no Bluetooth.

/**
 * @typedef {object} ErgState
 * @property {boolean} connected
 * @property {boolean} able the machine says that its power may be set
 * @property {boolean} enabled the player's switch
 * @property {boolean} held the player or the session pauses, or is done
 * @property {"pause" | "stop"} how it is to be stopped then
 * @property {boolean} pedalling
 * @property {number | null} movingSinceMs since when the pedals turn, while they are not yet believed
 * @property {number} seenMs when the pedals were last heard of
 * @property {boolean} machineStopped at the machine itself, or by its safety key
 * @property {number | null} wantedW what the plan asks for
 * @property {number} ceilingW never more than this is written: the player's safety limit
 * @property {number} leastW @property {number} mostW what the machine takes
 * @property {boolean} control it granted it
 * @property {boolean} started
 * @property {boolean} loaded a target was written, so it may be holding one
 * @property {boolean} lowered the target was taken back to the least
 * @property {number | null} setW the target that it confirmed
 * @property {number} rampFromMs when the load began to rise
 * @property {{ op: number, watts?: number, atMs: number } | null} sent not answered yet
 * @property {number} tries of the same write, since it last went well
 * @property {number} retryMs not before that
 * @property {string | null} trouble a sentence for the player
 */

/**
 * @typedef {{ nowMs: number } & (
 *   { type: "connected", targets?: string[], range?: { min?: number, max?: number } }
 *   | { type: "lost" }
 *   | { type: "switch", on: boolean }
 *   | { type: "ceiling", watts: number }
 *   | { type: "plan", watts: number | null }
 *   | { type: "hold", how: "pause" | "stop" }
 *   | { type: "go" }
 *   | { type: "pedals", cadence: number | null, power: number | null }
 *   | { type: "answer", request?: number, result?: string }
 *   | { type: "status", status: string, powerW?: number }
 *   | { type: "write failed" }
 *   | { type: "tick" })} ErgEvent
 */

export const timing = Object.freeze({
  answerMs: 3000,
  // A load that is to go waits neither for the answer to what went before nor long for its own.
  answerBeforeOffMs: 250,
  answerToOffMs: 1000,
  retryMs: 1000,
  triesBeforeTrouble: 3,
  // Turning for so long before a load comes on, and the load rises for so long: nobody starts into a wall.
  pedalsMs: 2000,
  rampMs: 5000,
  rampEveryMs: 1000,
  // Pedals of which nothing was heard for so long do not turn.
  silentMs: 4000,
});

const pedal = Object.freeze({ startRpm: 40, stopRpm: 20, startW: 30, stopW: 10 });

/** What a player may be asked to hold at most: half as much again as they can for an hour, or what anybody can where that is not known. @param {number | null} ftpW */
export const ceilingOf = ftpW => Math.round(ftpW === null ? 250 : 1.5 * ftpW);

/** @param {{ ceilingW: number }} player @returns {ErgState} */
export const off = ({ ceilingW }) => ({
  connected: false, able: false, enabled: false, held: true, how: "stop", pedalling: false, movingSinceMs: null, seenMs: -Infinity, machineStopped: false, wantedW: null, ceilingW, leastW: 0, mostW: 4000,
  control: false, started: false, loaded: false, lowered: false, setW: null, rampFromMs: 0, sent: null, tries: 0, retryMs: 0, trouble: null,
});

/**
 * @param {ErgState} state @param {ErgEvent} event
 * @returns {{ state: ErgState, write: Uint8Array | null, wakeMs: number | null }} wakeMs: when to come with a tick; null where nothing is to be done until something happens
 */
export function step(state, event) {
  return decide(evolve(state, event), event.nowMs);
}

/** Whether the machine is to hold a load now. @param {ErgState} state */
export const wantsLoad = state => state.able && state.enabled && !state.held && state.pedalling && !state.machineStopped && state.wantedW !== null;

/** @param {ErgState} state @param {ErgEvent} event @returns {ErgState} */
function evolve(state, event) {
  switch (event.type) {
    case "connected":
      return {
        ...state, connected: true, able: event.targets?.includes("power") ?? false, leastW: Math.max(0, event.range?.min ?? 0), mostW: event.range?.max ?? 4000,
        control: false, started: false, lowered: false, sent: null, tries: 0, retryMs: 0, trouble: null,
      };
    case "lost":
      // It may hold its load still: that is taken off when it is back.
      return { ...state, connected: false, control: false, started: false, lowered: false, sent: null, pedalling: false, movingSinceMs: null };
    case "switch":
      return { ...state, enabled: event.on, machineStopped: false, trouble: null, tries: 0, retryMs: 0, how: "stop" };
    case "ceiling":
      return { ...state, ceilingW: event.watts };
    case "plan":
      return { ...state, wantedW: event.watts };
    case "hold":
      return { ...state, held: true, how: event.how, tries: 0, retryMs: 0 };
    case "go":
      return { ...state, held: false, machineStopped: false, trouble: null, tries: 0, retryMs: 0 };
    case "pedals":
      return pedals(state, event);
    case "answer":
      return answered(state, event);
    case "status":
      return happened(state, event);
    case "write failed":
      return state.sent ? failed(state, event.nowMs) : state;
    default:
      return event.nowMs - state.seenMs > timing.silentMs ? { ...state, pedalling: false, movingSinceMs: null } : state;
  }
}

/** Stopping counts at once, starting after two seconds. @param {ErgState} state @param {{ nowMs: number, cadence: number | null, power: number | null }} event @returns {ErgState} */
function pedals(state, { nowMs, cadence, power }) {
  if (cadence === null && power === null) {
    return nowMs - state.seenMs > timing.silentMs ? { ...state, pedalling: false, movingSinceMs: null } : state;
  }

  // Who has no cadence sensor is told by their power.
  const [value, start, stop] = cadence !== null ? [cadence, pedal.startRpm, pedal.stopRpm] : [power ?? 0, pedal.startW, pedal.stopW];
  const seen = { ...state, seenMs: nowMs };
  if (value < (state.pedalling ? stop : start)) {
    return { ...seen, pedalling: false, movingSinceMs: null };
  }

  const movingSinceMs = state.movingSinceMs ?? nowMs;
  const pedalling = state.pedalling || nowMs - movingSinceMs >= timing.pedalsMs;
  return { ...seen, pedalling, movingSinceMs, rampFromMs: pedalling && !state.pedalling ? nowMs : state.rampFromMs };
}

/** @param {ErgState} state @param {{ nowMs: number, request?: number, result?: string }} event @returns {ErgState} */
function answered(state, { nowMs, request, result }) {
  const { sent } = state;
  if (!sent || sent.op !== request) {
    return state;
  }

  // Machines without a start of their own take targets at once.
  const well = result === "success" || result === "not supported" && (sent.op === opCode.startOrResume || sent.op === opCode.stopOrPause);
  if (well) {
    return succeeded({ ...state, sent: null, retryMs: 0 }, sent);
  }

  if (result === "not permitted" && sent.op !== opCode.requestControl && state.tries === 0) {
    return { ...state, sent: null, control: false, tries: 1 };
  }

  if (result === "not supported" && sent.op === opCode.setTargetPower) {
    return { ...state, sent: null, able: false, loaded: false, trouble: "This machine does not let its power be set." };
  }

  return failed(state, nowMs);
}

/** @param {ErgState} state @param {{ op: number, watts?: number }} sent @returns {ErgState} */
function succeeded(state, sent) {
  switch (sent.op) {
    case opCode.requestControl:
      return { ...state, control: true };
    case opCode.startOrResume:
      return { ...state, started: true };
    case opCode.setTargetPower:
      return { ...state, tries: 0, trouble: null, setW: sent.watts ?? null, lowered: sent.watts === state.leastW };
    default:
      return { ...state, tries: 0, trouble: state.able ? null : state.trouble, started: false, loaded: false, lowered: false, setW: null };
  }
}

/** @param {ErgState} state @param {number} nowMs @returns {ErgState} */
function failed(state, nowMs) {
  const tries = state.tries + 1;
  const trouble = tries < timing.triesBeforeTrouble ? state.trouble
    : wantsLoad(state) ? "The trainer does not take its target. Does another app control it?"
      : "The trainer does not answer: it may hold its load. Stop pedalling, and switch it off if it stays hard.";
  // A load that should be gone is tried at once; a target has time.
  return { ...state, sent: null, tries, trouble, retryMs: nowMs + (wantsLoad(state) || tries >= timing.triesBeforeTrouble ? timing.retryMs : 0), control: tries % 2 === 0 ? false : state.control };
}

/** @param {ErgState} state @param {{ status: string, powerW?: number }} event @returns {ErgState} */
function happened(state, { status }) {
  switch (status) {
    case "control lost":
      return { ...state, control: false, started: false };
    case "reset":
      return { ...state, control: false, started: false, loaded: false, lowered: false, setW: null };
    case "stopped by safety key":
      return { ...state, machineStopped: true };
    case "stopped by user":
      // It tells of our own stop too.
      return wantsLoad(state) && state.started ? { ...state, machineStopped: true } : state;
    case "started by user":
      return { ...state, machineStopped: false };
    default:
      return state;
  }
}

/** @param {ErgState} state @param {number} nowMs @returns {{ state: ErgState, write: Uint8Array | null, wakeMs: number | null }} */
function decide(state, nowMs) {
  const on = wantsLoad(state);
  if (!state.connected || !on && !state.loaded && !state.started) {
    return { state: { ...state, sent: state.connected ? state.sent : null }, write: null, wakeMs: null };
  }

  if (state.sent) {
    const loading = state.sent.op === opCode.startOrResume || (state.sent.watts ?? 0) > state.leastW;
    const untilMs = state.sent.atMs + (on ? timing.answerMs : loading ? timing.answerBeforeOffMs : timing.answerToOffMs);
    return nowMs < untilMs ? { state, write: null, wakeMs: untilMs } : decide(on || !loading ? failed(state, nowMs) : { ...state, sent: null }, nowMs);
  }

  if (nowMs < state.retryMs) {
    return { state, write: null, wakeMs: state.retryMs };
  }

  if (!state.control) {
    return write(state, nowMs, opCode.requestControl);
  }

  return on ? load(state, nowMs) : unload(state, nowMs);
}

/** @param {ErgState} state @param {number} nowMs */
function load(state, nowMs) {
  if (!state.started) {
    return write(state, nowMs, opCode.startOrResume);
  }

  const most = Math.max(state.leastW, Math.min(state.wantedW ?? 0, state.ceilingW, state.mostW));
  const steps = Math.floor((nowMs - state.rampFromMs) / timing.rampEveryMs) + 1;
  const risen = Math.min(1, steps * timing.rampEveryMs / timing.rampMs);
  const watts = Math.round(state.leastW + (most - state.leastW) * risen);
  if (watts === state.setW) {
    return { state, write: null, wakeMs: risen < 1 ? state.rampFromMs + steps * timing.rampEveryMs : state.seenMs + timing.silentMs + 1 };
  }

  return write({ ...state, loaded: true, lowered: false }, nowMs, opCode.setTargetPower, watts);
}

/** The load first, then the stop: machines that pass over the one heed the other. @param {ErgState} state @param {number} nowMs */
function unload(state, nowMs) {
  // One that does not take the least is stopped all the same.
  return state.loaded && !state.lowered && state.tries < 2
    ? write(state, nowMs, opCode.setTargetPower, state.leastW)
    : write(state, nowMs, opCode.stopOrPause);
}

/** @param {ErgState} state @param {number} nowMs @param {number} op @param {number} [watts] */
function write(state, nowMs, op, watts) {
  const how = op === opCode.stopOrPause ? [state.how === "pause" ? 2 : 1] : [];
  const bytes = watts === undefined ? [op, ...how] : [op, watts & 0xff, watts >> 8];
  return { state: { ...state, sent: { op, watts, atMs: nowMs } }, write: Uint8Array.from(bytes), wakeMs: nowMs + (wantsLoad(state) ? timing.answerMs : timing.answerToOffMs) };
}
