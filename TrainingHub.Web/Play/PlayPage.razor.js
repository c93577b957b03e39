// What the player's page needs beside its markup: its clocks, which go on while the connection is away, and a screen that stays awake.
// An element says what it shows: data-until (counts down), data-since (counts up), data-given-at (turns data-stale when the value is old, its age in .age).
import { age, clock, learn, now, startTicking, stopTicking, write } from "../js/server-time.js";

const staleAfterMs = 6000;
let root = null;
let dotNet = null;
let lock = null;
let elapsed = null;
const clocks = { tick };

// For the server to measure the way here and back.
export function ping() {
}

export function start(element, page, serverNow) {
  stop();
  root = element;
  dotNet = page;
  learn(serverNow);
  startTicking(clocks);
  document.addEventListener("visibilitychange", onVisible);
  stayAwake();
}

export function stop() {
  stopTicking(clocks);
  document.removeEventListener("visibilitychange", onVisible);
  lock?.release().catch(() => { });
  lock = null;
}

function tick() {
  for (const countdown of root.querySelectorAll("[data-until]")) {
    const left = Number(countdown.dataset.until) - now();
    write(countdown, clock(Math.ceil(left / 1000) * 1000));
    // A little late, so that the server too finds it over.
    if (left < -50 && elapsed !== countdown.dataset.until) {
      elapsed = countdown.dataset.until;
      // Without a connection the page is asked again when it is back.
      dotNet.invokeMethodAsync("Elapsed").catch(() => { elapsed = null; });
    }
  }

  for (const running of root.querySelectorAll("[data-since]")) {
    write(running, clock(now() - Number(running.dataset.since)));
  }

  for (const value of root.querySelectorAll("[data-given-at]")) {
    const old = now() - Number(value.dataset.givenAt);
    value.toggleAttribute("data-stale", old > staleAfterMs);
    write(value.querySelector(".age"), old > staleAfterMs ? `${age(old)} ago` : "");
  }
}

function onVisible() {
  if (document.visibilityState === "visible") {
    stayAwake();
    tick();
  }
}

// The lock is lost whenever the page is hidden; where there is none to have (plain http, an old browser) the screen may sleep.
async function stayAwake() {
  try {
    lock = await navigator.wakeLock?.request("screen") ?? null;
  } catch {
    lock = null;
  }
}
