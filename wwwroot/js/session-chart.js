// <session-chart data-slot data-max data-past>: one player's whole session, a pane a metric over one time, zones and targets behind. The past comes from the server (FocusChart.cs);
// each sample after it is added here, one point at a time. Pointer and arrow keys read it.
import { chartPanes } from "./session-chart-panes.js";
import { clock, now, startTicking, stopTicking } from "./server-time.js";
import { latest, onPoints } from "./tiles.js";

const leastSeconds = 180;
const mostPoints = 4000;
const stepSeconds = { ArrowLeft: -5, ArrowRight: 5, ArrowDown: -5, ArrowUp: 5, PageDown: -60, PageUp: 60, Home: -Infinity, End: Infinity };
// As in TileText.Numbers: where an update says the metric, and whether it is a time.
const told = { power: 4, cadence: 5, pace: 7 };

const scheme = matchMedia("(prefers-color-scheme: dark)");

customElements.define("session-chart", class extends HTMLElement {
  static observedAttributes = ["data-past", "data-max"];

  async connectedCallback() {
    this.series = {};
    this.uPlot = (await import("../lib/uplot/uPlot.esm.js")).default;
    if (!this.isConnected || this.forget) {
      return;
    }

    this.forget = onPoints(slots => slots.includes(this.dataset.slot) && this.add());
    this.sizes = new ResizeObserver(() => this.panes?.fit());
    this.sizes.observe(this);
    this.redo = () => this.draw();
    scheme.addEventListener("change", this.redo);
    this.listen();
    this.take();
    startTicking(this);
  }

  disconnectedCallback() {
    stopTicking(this);
    this.forget?.();
    this.forget = null;
    this.sizes?.disconnect();
    scheme.removeEventListener("change", this.redo);
    this.panes?.destroy();
    this.panes = null;
  }

  attributeChangedCallback() {
    if (this.forget) {
      this.take();
    }
  }

  /** What the server knows, and after it what came here meanwhile. */
  take() {
    const text = this.dataset.past;
    if (!text) {
      this.past = null;
      this.draw();
      return;
    }

    const past = JSON.parse(text);
    const at = tenths => past.from / 1000 + tenths / 10;
    const series = {};
    for (const [name, [times, values]] of Object.entries(past.series)) {
      series[name] = { times: times.map(at), values };
    }

    for (const [name, mine] of Object.entries(this.series)) {
      if (name === "heart" && !series.heart && !latest(this.dataset.slot)?.rates.length) {
        continue; // it is hidden by now
      }

      const into = series[name] ??= { times: [], values: [] };
      mine.times.forEach((time, i) => put(into, time, mine.values[i]));
    }

    const spanned = each => ({ ...each, from: at(each.from), to: each.to === undefined ? null : at(each.to) });
    this.series = series;
    this.past = {
      from: past.from / 1000,
      started: past.started,
      bands: past.bands.map(spanned),
      spans: past.spans.map(spanned),
      marks: past.marks.map(mark => ({ ...mark, at: at(mark.at) })),
    };
    this.draw();
  }

  /** The newest sample. */
  add() {
    const player = latest(this.dataset.slot);
    const numbers = document.querySelector(`.focus-main [data-player="${this.dataset.slot}"] > tile-numbers`)?.getAttribute("data")?.split("|");
    if (!player) {
      return;
    }

    const before = Object.keys(this.series).length;
    if (player.times.length && player.times.at(-1) === player.heart) {
      this.put("heart", player.heart / 1000, player.rates.at(-1));
    }

    for (const [name, place] of Object.entries(told)) {
      const value = seconds(numbers?.[place]);
      if (player[name] !== null && value !== null) {
        this.put(name, player[name] / 1000, value);
      }
    }

    if (Object.keys(this.series).length !== before) {
      this.draw(); // a metric that was not there
    }
  }

  put(name, time, value) {
    put(this.series[name] ??= { times: [], values: [] }, time, value);
  }

  get until() {
    return now() / 1000;
  }

  get from() {
    const first = Math.min(...Object.values(this.series).map(({ times }) => times[0] ?? Infinity));
    const from = this.past?.started ? this.past.from : first;
    return Math.min(from, this.until - leastSeconds);
  }

  draw() {
    this.panes?.destroy();
    // As many as can be read in the height that there is.
    const names = ["heart", "power", "pace", "cadence"].filter(name => this.series[name]?.times.length).slice(0, this.clientHeight < 360 ? 2 : this.clientHeight < 560 ? 3 : 4);
    this.panes = names.length && this.past ? chartPanes(this, this.uPlot, names) : null;
    if (!this.panes) {
      const note = document.createElement("p");
      note.className = "chart-note";
      note.textContent = this.past ? "No values yet: the chart begins with the first sample." : "Reading the session so far …";
      this.replaceChildren(note);
    }

    this.second = null;
    this.tick();
    this.read(this.cursor ?? null);
  }

  tick() {
    const second = Math.floor(this.until);
    if (second !== this.second) {
      this.second = second;
      this.panes?.update();
      if (this.panes && !this.cursor) {
        this.read(null);
      }

      this.setAttribute("aria-valuemax", String(Math.max(0, Math.round(this.until - this.from))));
    }
  }

  listen() {
    if (this.listening) {
      return;
    }

    this.listening = true;
    this.addEventListener("keydown", event => {
      const step = stepSeconds[event.key];
      if (step !== undefined && this.panes) {
        event.preventDefault();
        this.read(Math.max(this.from, Math.min(this.until, (this.cursor ?? this.until) + step)));
        this.panes.point(this.cursor);
      } else if (event.key === "Escape" && this.cursor) {
        this.read(null);
        this.panes?.point(null);
      }
    });
    this.addEventListener("blur", () => {
      this.read(null);
      this.panes?.point(null);
    });
  }

  /** Says what was at a time (s); null: what is now. */
  read(time) {
    this.cursor = time;
    const text = this.past ? this.textAt(time ?? this.until, time !== null) : "";
    this.panes?.say(text, time !== null);
    if (time !== null) {
      this.setAttribute("aria-valuenow", String(Math.round(time - this.from)));
      this.setAttribute("aria-valuetext", text);
    }
  }

  textAt(time, chosen) {
    const parts = [new Date(time * 1000).toLocaleTimeString()];
    if (this.past.started) {
      parts.push(`${clock(Math.max(0, time - this.past.from) * 1000)} after the start`);
    }

    const interval = this.past.bands.findLast(band => band.from <= time && (band.to === null || time < band.to));
    if (interval) {
      parts.push(interval.name);
    }

    for (const [name, text] of [["heart", value => `${value.toFixed(0)} bpm${this.zoneOf(value)}`], ["power", value => `${value.toFixed(0)} W`], ["cadence", value => `${value.toFixed(0)} rpm`], ["pace", value => `${clock(value * 1000)} /km`]]) {
      const value = valueAt(this.series[name], time);
      if (value !== null) {
        parts.push(text(value));
      }
    }

    parts.push(...this.past.spans.filter(span => span.from <= time && (span.to === null || time <= span.to)).map(span => span.text.toLowerCase()));
    const near = chosen ? (this.until - this.from) / 150 : -1;
    parts.push(...this.past.marks.filter(mark => Math.abs(mark.at - time) <= near && mark.at <= this.until).slice(-3).map(mark => mark.text));
    return parts.join(" · ");
  }

  zoneOf(rate) {
    const share = rate / Number(this.dataset.max || NaN);
    return Number.isNaN(share) ? "" : ` Z${share < 0.5 ? 0 : Math.min(5, Math.floor(share * 10) - 4)}`;
  }
});

/** 262, or 4:25 as seconds; null where there is none. */
function seconds(text) {
  const [whole, rest] = (text ?? "").split(":").map(Number);
  return !text || Number.isNaN(whole) ? null : rest === undefined ? whole : whole * 60 + rest;
}

function put(series, time, value) {
  if (time > (series.times.at(-1) ?? 0)) {
    series.times.push(time);
    series.values.push(value);
    if (series.times.length > mostPoints) {
      thin(series);
    }
  }
}

/** Of each four points of the older half the lowest and the highest: peaks stay. */
function thin(series) {
  const half = series.times.length >> 1;
  const times = [];
  const values = [];
  for (let i = 0; i < half; i += 4) {
    const four = [i, i + 1, i + 2, i + 3].filter(index => index < half);
    const low = four.reduce((best, index) => series.values[index] < series.values[best] ? index : best);
    const high = four.reduce((best, index) => series.values[index] > series.values[best] ? index : best);
    [...new Set([Math.min(low, high), Math.max(low, high)])].forEach(index => {
      times.push(series.times[index]);
      values.push(series.values[index]);
    });
  }

  series.times.splice(0, half, ...times);
  series.values.splice(0, half, ...values);
}

/** The value that held then; null where none did. */
function valueAt(series, time) {
  if (!series) {
    return null;
  }

  let [low, high] = [0, series.times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = series.times[middle] <= time ? [middle + 1, high] : [low, middle];
  }

  return low > 0 && time - series.times[low - 1] <= 30 ? series.values[low - 1] : null;
}
