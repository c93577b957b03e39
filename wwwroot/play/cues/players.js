// @ts-check

// How a cue reaches a player in a noisy room: four ways, each switched by the player. Each is a small function over what the browser has, says whether it is there, and never throws.

/** @typedef {import("./timeline.js").Cue} Cue */

/** What a cue sounds and feels like: advice is told apart by its direction. @typedef {"countdown" | "start" | "change" | "end" | "harder" | "easier" | "on target" | "paused" | "resumed"} Sort */

/** @param {Cue} cue @returns {Sort} */
export const sortOf = cue => cue.kind === "advice" ? cue.advice ?? "on target" : cue.kind;

/** Tones after each other: [Hz, ms]; 0 Hz is silence. Between 500 and 2000 Hz, where a phone's speaker is loudest and gym music leaves room. @type {Readonly<Record<Sort, readonly (readonly [number, number])[]>>} */
export const tones = Object.freeze({
  "countdown": [[880, 120]],
  "start": [[1320, 700]],
  "change": [[1320, 160], [0, 60], [1320, 500]],
  "end": [[1320, 200], [0, 80], [1100, 200], [0, 80], [880, 600]],
  "harder": [[700, 130], [0, 40], [1050, 220]],
  "easier": [[1050, 130], [0, 40], [700, 220]],
  "on target": [[1050, 90]],
  "paused": [[600, 300]],
  "resumed": [[900, 300]],
});

/** ms on, off, on …, as `navigator.vibrate` takes it. @type {Readonly<Record<Sort, readonly number[]>>} */
export const shakes = Object.freeze({
  "countdown": [80], "start": [600], "change": [200, 100, 400], "end": [300, 150, 300, 150, 600], "harder": [150, 80, 150, 80, 150], "easier": [500], "on target": [60], "paused": [300], "resumed": [100, 80, 300],
});

/**
 * Beeps by Web Audio. A browser lets sound out only after a tap: call `unlock` from one.
 * @param {() => AudioContext} make called at the first unlock
 */
export function beeps(make) {
  /** @type {AudioContext | null} */
  let context = null;
  return {
    get available() {
      return context?.state === "running";
    },

    async unlock() {
      try {
        context ??= make();
        await context.resume();
      } catch {
        context = null;
      }
    },

    /** @param {Sort} sort @param {number} [inMs] by the audio's own clock, exact to the sample */
    play(sort, inMs = 0) {
      if (context?.state !== "running") {
        // After a call or a locked screen it is suspended; it may be woken without another tap.
        context?.resume().catch(() => { });
        return;
      }

      let at = context.currentTime + Math.max(0, inMs) / 1000;
      for (const [hertz, ms] of tones[sort]) {
        if (hertz > 0) {
          tone(context, hertz, at, ms / 1000);
        }

        at += ms / 1000;
      }
    },
  };
}

/** @param {AudioContext} context @param {number} hertz @param {number} at @param {number} seconds */
function tone(context, hertz, at, seconds) {
  const [source, volume] = [context.createOscillator(), context.createGain()];
  // A triangle carries further than a sine; its edges are ramped, or they click.
  source.type = "triangle";
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.9, at + 0.01);
  volume.gain.setValueAtTime(0.9, at + seconds - 0.02);
  volume.gain.linearRampToValueAtTime(0, at + seconds);
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + seconds);
}

/**
 * A voice. What is said replaces what was still being said: an old cue is worth nothing.
 * @param {SpeechSynthesis | undefined} speech @param {(text: string) => SpeechSynthesisUtterance} utterance @param {string} [language]
 */
export function voice(speech, utterance, language = "en") {
  return {
    available: speech !== undefined,

    /** @param {string} text */
    say(text) {
      if (!speech || text === "") {
        return;
      }

      const said = utterance(text);
      said.lang = language;
      said.rate = 1.1;
      speech.cancel();
      speech.speak(said);
    },
  };
}

/**
 * The full screen flashes: the element has `data-flash` for a moment, and the page's style colours it. Never more than two a second, for more than three can hurt (WCAG 2.3.1).
 * @param {HTMLElement} screen @param {() => number} now ms @param {(work: () => void, ms: number) => unknown} later
 */
export function flash(screen, now, later) {
  const [shownMs, apartMs] = [400, 500];
  let lastMs = -Infinity;
  return {
    available: true,

    /** @param {Sort} sort */
    show(sort) {
      if (now() - lastMs < apartMs) {
        return;
      }

      const mineMs = lastMs = now();
      screen.dataset.flash = sort.replace(" ", "-");
      later(() => {
        if (lastMs === mineMs) {
          delete screen.dataset.flash;
        }
      }, shownMs);
    },
  };
}

/** iPhones have none. @param {{ vibrate?: (pattern: number[]) => boolean }} device the navigator */
export function vibration(device) {
  return {
    available: typeof device.vibrate === "function",

    /** @param {Sort} sort */
    shake(sort) {
      device.vibrate?.([...shakes[sort]]);
    },
  };
}

/**
 * Which ways are on.
 * @typedef {{ voice: boolean, beeps: boolean, flash: boolean, vibration: boolean }} Switches
 */

/** @type {Readonly<Switches>} */
export const usualSwitches = Object.freeze({ voice: true, beeps: true, flash: true, vibration: true });

/**
 * Sends a cue all ways that are switched on. One that fails keeps none of the others back.
 * @param {object} ways
 * @param {ReturnType<typeof beeps>} ways.beeps
 * @param {ReturnType<typeof voice>} ways.voice
 * @param {ReturnType<typeof flash>} ways.flash
 * @param {ReturnType<typeof vibration>} ways.vibration
 * @param {() => Switches} switches
 * @param {(work: () => void, ms: number) => unknown} later
 */
export function cuePlayer(ways, switches, later) {
  return {
    /** @param {Cue} cue @param {string} words @param {number} [inMs] how far it is ahead */
    play(cue, words, inMs = 0) {
      const sort = sortOf(cue);
      const on = switches();
      attempt(() => on.beeps && ways.beeps.play(sort, inMs));
      const now = () => {
        attempt(() => on.voice && ways.voice.say(words));
        attempt(() => on.flash && ways.flash.show(sort));
        attempt(() => on.vibration && ways.vibration.shake(sort));
      };
      if (inMs > 0) {
        later(now, inMs);
      } else {
        now();
      }
    },
  };
}

/** @param {() => unknown} work */
function attempt(work) {
  try {
    work();
  } catch {
    // A voice without a language, a screen that is gone: the other ways still tell it.
  }
}
