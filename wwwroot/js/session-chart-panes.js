// The panes of a session's chart: uPlot draws lines and axes; zones, targets, pauses and marks are painted behind and over them.
const looks = {
  heart: { label: "Heart rate, bpm", colour: "--th-text", share: 3 },
  power: { label: "Power, W", colour: "--th-accent", share: 1.4 },
  pace: { label: "Pace, min/km", colour: "--th-ok", share: 1.2 },
  cadence: { label: "Cadence, rpm", colour: "--th-muted", share: 1 },
};
const zones = [0.5, 0.6, 0.7, 0.8, 0.9, 1];
const silentSeconds = 18; // a gap in the signal is a gap in the line
const font = "Inter, system-ui, sans-serif";

/** Fills the chart's element; returns what moves it: update, fit, point, say, destroy. */
export function chartPanes(chart, UPlot, names) {
  const read = document.createElement("p");
  read.className = "chart-read";
  const style = getComputedStyle(chart);
  const panes = names.map((name, index) => pane(chart, UPlot, name, style, index === names.length - 1));
  chart.replaceChildren(read, ...panes.map(each => each.box));
  panes.forEach(each => each.start());
  // Its line of text, and what stands beside it, have their places only now.
  return {
    update: () => panes.forEach(each => each.plot.setData(each.points())),
    fit: () => panes.forEach(each => each.plot.setSize(each.size())),
    point: time => panes.forEach(each => each.plot.setCursor(time === null ? { left: -10, top: -10 } : { left: each.plot.valToPos(time, "x"), top: 12 }, false)),
    say: (text, chosen) => {
      read.textContent = text;
      read.classList.toggle("chosen", chosen);
    },
    destroy: () => panes.forEach(each => each.plot.destroy()),
  };
}

function pane(chart, UPlot, name, style, isLast) {
  const look = looks[name];
  const box = document.createElement("div");
  box.className = "chart-pane";
  box.style.flex = `${look.share} 1 0`;
  const colour = token => style.getPropertyValue(token).trim();
  const axis = { stroke: colour("--th-muted"), grid: { stroke: colour("--th-line"), width: 1 }, ticks: { show: false }, font: `12px ${font}` };
  const points = () => withGaps(chart.series[name], chart.until, chart.until - chart.from);
  const size = () => ({ width: Math.max(60, box.clientWidth), height: Math.max(40, box.clientHeight) });
  const result = { box, points, size, plot: null };
  result.start = () => {
    result.plot = new UPlot({
      ...size(),
      padding: [6, 10, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: `session-chart-${chart.dataset.slot}` }, y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { range: () => [chart.from, chart.until] },
        y: { dir: name === "pace" ? -1 : 1, range: (_, low, high) => range(chart, name, low, high) },
      },
      axes: [
        { ...axis, show: isLast, size: 28, space: 90, values: (_, times) => times.map(time => new Date(time * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })), incrs: [60, 300, 600, 900, 1800, 3600, 7200, 14400] },
        { ...axis, size: 48, space: 24, values: (_, values) => values.map(value => name === "pace" ? `${Math.floor(value / 60)}:${String(Math.round(value % 60)).padStart(2, "0")}` : `${value}`), incrs: name === "pace" ? [15, 30, 60, 120, 300] : [5, 10, 20, 50, 100, 200, 500] },
      ],
      series: [{}, { stroke: colour(look.colour), width: 1.75, points: { show: false } }],
      hooks: {
        drawClear: [plot => paintBehind(chart, plot, name, style)],
        draw: [plot => paintOver(chart, plot, look.label, style)],
        setCursor: [plot => plot.cursor.event && chart.read(plot.cursor.left >= 0 ? plot.posToVal(plot.cursor.left, "x") : null)],
      },
    }, points(), box);
  };
  return result;
}

/** The line up to a time, broken where the signal was; stretches of a long session stand for more than the usual step. */
function withGaps(series, until, length) {
  const [times, values] = [[], []];
  let stretch = 1;
  while (length / stretch >= 1024) {
    stretch *= 2;
  }

  const gap = Math.max(silentSeconds, 3 * stretch);
  for (let i = 0; i < series.times.length && series.times[i] <= until; i++) {
    if (i > 0 && series.times[i] - series.times[i - 1] > gap) {
      times.push(series.times[i - 1] + 0.001);
      values.push(null);
    }

    times.push(series.times[i]);
    values.push(series.values[i]);
  }

  return [times, values];
}

// All that is painted behind is to be seen: for a heart rate all zones, else the targets so far.
function range(chart, name, low, high) {
  const bands = chart.past.bands.filter(band => band.metric === name && band.from <= chart.until);
  const max = name === "heart" ? Number(chart.dataset.max) : 0;
  const all = [low, high, ...bands.flatMap(band => [band.min, band.max, band.minTo, band.maxTo]), ...(max ? [max * zones[0], max] : [])].filter(value => typeof value === "number");
  if (!all.length) {
    return [0, 100];
  }

  const [least, most] = [Math.min(...all), Math.max(...all)];
  const pad = Math.max(2, (most - least) * 0.04);
  return [name === "heart" ? least - pad : Math.max(0, least - pad), most + pad];
}

function inside(plot, paint) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  paint(ctx, bbox);
  ctx.restore();
}

const x = (plot, time) => plot.valToPos(time, "x", true);
const y = (plot, value) => plot.valToPos(value, "y", true);

const along = (value, end, way) => value + ((end ?? value) - value) * way;

/** Of a target at one time; where the axis is upside down its greater value is the lower. */
function edges(plot, min, max) {
  const [one, other] = [y(plot, max), y(plot, min)];
  const upper = Math.min(one, other);
  return { upper, lower: Math.max(one, other, upper + 2) };
}

function paintBehind(chart, plot, name, style) {
  const max = name === "heart" ? Number(chart.dataset.max) : 0;
  const dpr = devicePixelRatio;
  inside(plot, (ctx, box) => {
    for (let zone = 1; max && zone <= 5; zone++) {
      const [top, bottom] = [y(plot, zones[zone] * max), y(plot, zones[zone - 1] * max)];
      ctx.globalAlpha = 0.2;
      ctx.fillStyle = style.getPropertyValue(`--th-zone-${zone}`);
      ctx.fillRect(box.left, top, box.width, bottom - top);
      ctx.globalAlpha = 0.95;
      ctx.fillStyle = style.getPropertyValue("--th-muted");
      ctx.font = `${11 * dpr}px ${font}`;
      ctx.textAlign = "right";
      ctx.fillText(`Z${zone}`, box.left + box.width - 6 * dpr, Math.min(bottom, box.top + box.height) - 5 * dpr);
    }

    for (const band of chart.past.bands.filter(each => each.metric === name && each.from <= chart.until)) {
      const until = Math.min(band.to ?? chart.until, chart.until);
      const way = band.to > band.from ? (until - band.from) / (band.to - band.from) : 0; // of a ramp, so much is to be seen
      const [left, right] = [x(plot, band.from), x(plot, until)];
      const [from, to] = [edges(plot, band.min, band.max), edges(plot, along(band.min, band.minTo, way), along(band.max, band.maxTo, way))];
      ctx.beginPath();
      ctx.moveTo(left, from.upper);
      ctx.lineTo(right, to.upper);
      ctx.lineTo(right, to.lower);
      ctx.lineTo(left, from.lower);
      ctx.closePath();
      ctx.globalAlpha = 0.13;
      ctx.fillStyle = style.getPropertyValue("--th-text");
      ctx.fill();
      ctx.globalAlpha = 0.6;
      ctx.strokeStyle = style.getPropertyValue("--th-text");
      ctx.lineWidth = dpr;
      ctx.stroke();
    }

    for (const span of chart.past.spans.filter(each => each.from <= chart.until)) {
      const [left, right] = [x(plot, span.from), x(plot, Math.min(span.to ?? chart.until, chart.until))];
      ctx.globalAlpha = span.kind === "pause" ? 0.5 : 0.9;
      ctx.fillStyle = style.getPropertyValue(span.kind === "pause" ? "--th-line" : "--th-accent");
      if (span.kind === "pause") {
        ctx.fillRect(left, box.top, right - left, box.height);
      } else {
        ctx.fillRect(left, box.top + box.height - 3 * dpr, Math.max(2 * dpr, right - left), 3 * dpr);
      }
    }
  });
}

const marks = { session: "--th-muted", set: "--th-ok", loss: "--th-bad" };

function paintOver(chart, plot, label, style) {
  const dpr = devicePixelRatio;
  inside(plot, (ctx, box) => {
    for (const mark of chart.past.marks.filter(each => each.at <= chart.until)) {
      ctx.globalAlpha = 0.9;
      ctx.fillStyle = style.getPropertyValue(marks[mark.kind] ?? "--th-muted");
      // A set is a tick at the top; what concerns the session, or a loss, goes through all.
      ctx.fillRect(x(plot, mark.at) - dpr / 2, box.top, (mark.kind === "set" ? 2 : 1) * dpr, mark.kind === "set" ? 9 * dpr : box.height);
    }

    ctx.globalAlpha = 1;
    ctx.font = `600 ${12 * dpr}px ${font}`;
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4 * dpr;
    ctx.strokeStyle = style.getPropertyValue("--th-card");
    ctx.fillStyle = style.getPropertyValue("--th-text");
    ctx.strokeText(label, box.left + 8 * dpr, box.top + 16 * dpr);
    ctx.fillText(label, box.left + 8 * dpr, box.top + 16 * dpr);
  });
}
