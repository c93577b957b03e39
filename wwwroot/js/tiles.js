// The living part of tiles: lines, and the greying of what no longer comes. The server sends values; what only time changes happens here.
import { age, learn, now, startTicking, stopTicking, write } from "./server-time.js";

const staleMs = 6000; // as in Trouble.StaleAfter
const windowMs = 120_000;
const keepMs = windowMs + 30_000; // what is drawn, and a little more, so that it is cut off seldom
const aged = ["heart", "power", "cadence", "pace"];

/** By slot: { times, rates } seen so far, and { heart, power, cadence, pace }: when each was last given, Unix ms by the server's clock. */
const players = new Map();
const listeners = new Set();
let session = null;

/** What is known of a player now; the session's past is the chart's own. */
export const latest = slot => players.get(slot);

/** Calls back with the slots that have a new point; returns what undoes it. */
export function onPoints(callback) {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

/** <tile-feed data="now|slot,heartRate,age,age,age,age,line|…" session>: see TileFeed.cs. */
customElements.define("tile-feed", class extends HTMLElement {
  static observedAttributes = ["session", "data"];

  connectedCallback() {
    startTicking(this);
  }

  disconnectedCallback() {
    stopTicking(this);
  }

  attributeChangedCallback() {
    if (this.getAttribute("session") !== session) {
      session = this.getAttribute("session");
      players.clear();
    }

    this.take(this.getAttribute("data") ?? "");
  }

  take(data) {
    const [at, ...entries] = data.split("|");
    if (!at) {
      return;
    }

    const [serverMs, jump] = at.split(",").map(Number);
    const replayed = jump !== undefined;
    if (!replayed) {
      learn(serverMs);
    }

    const forgotten = this.jump === jump ? [] : forget();
    this.jump = jump;
    const given = entries.map(entry => {
      const [slot, heartRate, ...ages] = entry.split(",");
      const player = players.get(slot) ?? unknown();
      players.set(slot, player);
      aged.forEach((name, i) => player[name] = ages[i] === "" ? null : serverMs - Number(ages[i]) * 100);
      if (heartRate === "" && player.heart !== null) {
        // It is hidden: what was drawn of it before goes too.
        player.times.length = player.rates.length = 0;
      }

      remember(player, line(ages[aged.length]).map(([age, rate]) => [serverMs - age * 100, rate]));
      if (!replayed && heartRate !== "" && player.heart !== null) {
        add(player, player.heart, Number(heartRate));
      }

      return slot;
    });
    const slots = [...new Set([...given, ...forgotten])];
    // After the page's own changes of the same update, and before anybody sees them.
    queueMicrotask(() => slots.forEach(slot => document.querySelectorAll(`[data-player="${slot}"] > tile-numbers`).forEach(number)));
    // The page's own changes of the same update come first.
    requestAnimationFrame(() => {
      slots.forEach(draw);
      listeners.forEach(callback => callback(slots));
    });
    this.tick();
  }

  tick() {
    const over = this.classList.contains("ended");
    for (const [slot, player] of players) {
      document.querySelectorAll(`[data-player="${slot}"]`).forEach(tile => showAges(tile, player, over));
    }
  }
});

const unknown = () => ({ times: [], rates: [], heart: null, power: null, cadence: null, pace: null });

/** Another moment of a recording: nothing that was known holds. */
function forget() {
  players.forEach((_, slot) => players.set(slot, unknown()));
  return [...players.keys()];
}

/** "age:rate age:rate", oldest first, ages in tenths of a second before the update. */
function line(text) {
  return text ? text.split(" ").map(point => point.split(":").map(Number)) : [];
}

// As in TileText.Numbers: an update brings all numbers of a tile in one attribute, and the page leaves them to us until more of the tile changes.
const numbers = [".bpm", ".zone", ".percent", ".distance", ".power b", ".cadence b", ".per-kg b", ".pace b"];

function number(told) {
  const tile = told.parentElement;
  const texts = told.getAttribute("data").split("|");
  if (/^Z\d$/.test(texts[1])) {
    const look = tile.className.replace(/\bzone-\d\b/, `zone-${texts[1][1]}`);
    if (look !== tile.className) {
      tile.className = look;
    }
  }

  numbers.forEach((place, i) => {
    const element = tile.querySelector(place);
    if (element) {
      // The page's own text node, which it writes itself when more changes.
      const node = element.firstChild instanceof Text ? element.firstChild : element.insertBefore(new Text(), element.firstChild);
      node.data = texts[i] ?? "";
    }
  });
}

function add(player, ms, rate) {
  if (ms > (player.times.at(-1) ?? 0)) {
    player.times.push(ms);
    player.rates.push(rate);
    if (ms - player.times[0] > keepMs) {
      const old = player.times.findIndex(time => ms - time <= windowMs);
      player.times.splice(0, old);
      player.rates.splice(0, old);
    }
  }
}

/** Points that go on from those that are known, or come from before them. */
function remember(player, points) {
  const first = player.times[0] ?? Infinity;
  const before = points.filter(([ms]) => ms < first);
  player.times.unshift(...before.map(([ms]) => ms));
  player.rates.unshift(...before.map(([, rate]) => rate));
  points.forEach(([ms, rate]) => add(player, ms, rate));
}

function showAges(tile, player, over) {
  const old = aged.filter(name => player[name] !== null && now() - player[name] > staleMs);
  const text = old.join(" ");
  if ((tile.dataset.old ?? "") !== text) {
    if (text) {
      tile.dataset.old = text;
    } else {
      delete tile.dataset.old;
    }
    draw(tile.dataset.player);
  }

  write(tile.querySelector(".age"), !over && old.includes("heart") ? ` · ${age(now() - player.heart)} ago` : "");
}

function draw(slot) {
  const canvas = document.querySelector(`[data-player="${slot}"] canvas.line`);
  const player = players.get(slot);
  if (!canvas || !player || canvas.clientWidth === 0) {
    return;
  }

  const scale = devicePixelRatio;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }

  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  const end = player.times.at(-1) ?? 0;
  let first = player.times.length;
  while (first > 0 && end - player.times[first - 1] <= windowMs) {
    first--;
  }

  const rates = player.rates.slice(first);
  const band = canvas.dataset.min ? [Number(canvas.dataset.min), Number(canvas.dataset.max)] : [];
  const [low, high] = span([...rates, ...band]);
  const y = rate => height - 3 - (rate - low) / (high - low) * (height - 6);
  const x = time => width - 3 - (end - time) / windowMs * (width - 3);
  const style = getComputedStyle(canvas);
  if (band.length) {
    pen.fillStyle = style.getPropertyValue("--th-band");
    pen.fillRect(0, y(band[1]), width, Math.max(2, y(band[0]) - y(band[1])));
  }

  pen.strokeStyle = style.color;
  pen.lineWidth = 2.25;
  pen.lineJoin = pen.lineCap = "round";
  pen.beginPath();
  rates.forEach((rate, i) => {
    // A gap in the signal is a gap in the line.
    const gap = i > 0 && player.times[first + i] - player.times[first + i - 1] > 3 * staleMs;
    pen[i === 0 || gap ? "moveTo" : "lineTo"](x(player.times[first + i]), y(rate));
  });
  pen.stroke();
  if (rates.length) {
    pen.fillStyle = style.color;
    pen.beginPath();
    pen.arc(x(end), y(rates.at(-1)), 2.75, 0, 7);
    pen.fill();
  }
}

// At least 30 beats tall, so that rest does not look like drama.
function span(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = Math.max(4, (30 - (high - low)) / 2);
  return values.length ? [low - pad, high + pad] : [60, 180];
}

// A tile that is new on the page, or has another size, is drawn from what is known.
const sizes = new ResizeObserver(entries => entries.forEach(({ target }) => draw(target.closest("[data-player]").dataset.player)));
new MutationObserver(changes => changes.forEach(({ addedNodes }) => addedNodes.forEach(node =>
  node.querySelectorAll?.("canvas.line").forEach(canvas => sizes.observe(canvas))))).observe(document.documentElement, { childList: true, subtree: true });
document.querySelectorAll("canvas.line").forEach(canvas => sizes.observe(canvas));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => players.forEach((_, slot) => draw(slot)));
