// @ts-check

/**
 * The metrics that sensors give and what the contract takes of each, both ends included (docs/protocol.md, "Ranges").
 * @type {Readonly<Record<string, readonly [number, number]>>}
 */
export const ranges = Object.freeze({
  heartRate: [20, 260],
  power: [0, 4000],
  cadence: [0, 300],
  speed: [0, 40],
  pace: [25, 7200],
  distance: [0, 1_000_000],
  calories: [0, 50_000],
  rrIntervals: [200, 3000],
  groundContactTime: [50, 1000],
  verticalOscillation: [0, 500],
  groundContactBalance: [0, 100],
  leftRightBalance: [0, 100],
  strokeRate: [0, 100],
});

/** So many intervals between beats stand in one sample at most. */
export const mostRrIntervals = 20;

/** @param {string} metric @param {number} value */
export const within = (metric, value) => Number.isFinite(value) && value >= ranges[metric][0] && value <= ranges[metric][1];
