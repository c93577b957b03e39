// <session-chart data-slot data-ceiling>: one player's heart rate for as long as the page knows it, over the zones.
import { now } from "./server-time.js";
import { history, onPoints } from "./tiles.js";

const leastSeconds = 180;
const scheme = matchMedia("(prefers-color-scheme: dark)");
const zones = [0.5, 0.6, 0.7, 0.8, 0.9, 1];

customElements.define("session-chart", class extends HTMLElement {
  async connectedCallback() {
    const { default: uPlot } = await import("../lib/uplot/uPlot.esm.js");
    if (!this.isConnected || this.chart) {
      return;
    }

    this.draw = () => {
      this.chart?.destroy();
      this.chart = new uPlot(this.options(), this.points(), this);
    };
    this.draw();
    scheme.addEventListener("change", this.draw);
    this.forget = onPoints(slots => slots.includes(this.dataset.slot) && this.chart.setData(this.points()));
    this.sizes = new ResizeObserver(() => this.chart?.setSize(this.size()));
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    this.forget?.();
    scheme.removeEventListener("change", this.draw);
    this.sizes?.disconnect();
    this.chart?.destroy();
    this.chart = null;
  }

  size() {
    return { width: this.clientWidth, height: this.clientHeight };
  }

  points() {
    const known = history(this.dataset.slot);
    return known ? [known.times.map(ms => ms / 1000), known.rates] : [[], []];
  }

  options() {
    const style = getComputedStyle(this);
    const colour = name => style.getPropertyValue(name).trim();
    const axis = { stroke: colour("--th-muted"), grid: { stroke: colour("--th-line"), width: 1 }, ticks: { show: false }, font: "12px Inter, system-ui, sans-serif" };
    return {
      ...this.size(),
      cursor: { points: { size: 7 } },
      legend: { show: false },
      scales: {
        x: { range: (_, first, last) => [Math.min(first ?? Infinity, (last ?? now() / 1000) - leastSeconds), last ?? now() / 1000] },
        y: { range: (_, low, high) => this.rates(low, high) },
      },
      axes: [{ ...axis, space: 90, values: (_, times) => times.map(time => new Date(time * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })), incrs: [60, 300, 600, 900, 1800, 3600] }, { ...axis, size: 44, incrs: [10, 20, 50] }],
      series: [{}, { stroke: colour("--th-text"), width: 2, points: { show: false } }],
      hooks: { drawClear: [plot => this.paintZones(plot, style)] },
    };
  }

  // All zones where the maximum is known, so that the line stands where it belongs.
  rates(low, high) {
    const max = Number(this.dataset.ceiling) || 190;
    return [Math.min(low ?? max, max * zones[0]) - 2, Math.max(high ?? 0, max) + 2];
  }

  paintZones(plot, style) {
    const max = Number(this.dataset.ceiling);
    if (!max) {
      return;
    }

    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (let zone = 1; zone <= 5; zone++) {
      const [top, bottom] = [plot.valToPos(zones[zone] * max, "y", true), plot.valToPos(zones[zone - 1] * max, "y", true)];
      ctx.globalAlpha = 0.22;
      ctx.fillStyle = style.getPropertyValue(`--th-zone-${zone}`);
      ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
      ctx.globalAlpha = 0.9;
      ctx.fillStyle = style.getPropertyValue("--th-muted");
      ctx.font = `${11 * devicePixelRatio}px Inter, system-ui, sans-serif`;
      ctx.textAlign = "right";
      ctx.fillText(`Z${zone}`, bbox.left + bbox.width - 6 * devicePixelRatio, Math.min(bottom, bbox.top + bbox.height) - 5 * devicePixelRatio);
    }
    ctx.restore();
  }
});
