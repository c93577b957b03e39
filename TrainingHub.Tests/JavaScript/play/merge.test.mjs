import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearingMs, freshMs, SensorMerge } from '../../../wwwroot/play/sensors/merge.js';
import { SampleInstants, SamplePace } from '../../../wwwroot/play/sensors/pace.js';
import { within } from '../../../wwwroot/play/sensors/ranges.js';
import { random, seed } from './random.mjs';

const strap = { sensor: 'strap', kind: 'heartRate' };
const meter = { sensor: 'pedals', kind: 'cyclingPower' };
const bike = { sensor: 'bike', kind: 'fitnessMachine', equipment: 'Indoor bike' };
const rower = { sensor: 'rower', kind: 'fitnessMachine' };
const pod = { sensor: 'pod', kind: 'runningSpeedAndCadence' };
const saying = (metrics, more = {}) => ({ metrics, rrIntervals: [], metersAdded: 0, kcalAdded: 0, ...more });

test('Several sensors make one sample, each metric from who is asked first for it', () => {
  const merge = new SensorMerge();
  merge.take(bike, saying({ heartRate: 120, power: 190, cadence: 84, speed: 8.2 }), 0);
  merge.take(strap, saying({ heartRate: 131 }, { rrIntervals: [458] }), 100);
  merge.take(meter, saying({ power: 203, cadence: 86, leftRightBalance: 49 }), 200);
  assert.deepEqual(merge.sample(1000), { heartRate: 131, power: 203, cadence: 86, speed: 8.2, leftRightBalance: 49, equipment: 'Indoor bike', rrIntervals: [458] });
  assert.equal(merge.gives('heartRate', 1000), 'strap');
});

test('The order in which sensors speak does not matter', () => {
  const merge = new SensorMerge();
  merge.take(strap, saying({ heartRate: 131 }), 0);
  merge.take(bike, saying({ heartRate: 120 }), 900);
  assert.equal(merge.sample(1000).heartRate, 131);
});

test('When the first one falls silent the next takes over, and gives way again', () => {
  const merge = new SensorMerge();
  merge.take(strap, saying({ heartRate: 131 }), 0);
  merge.take(bike, saying({ heartRate: 120 }), freshMs);
  assert.equal(merge.sample(freshMs).heartRate, 131);
  assert.equal(merge.sample(freshMs + 1).heartRate, 120);
  merge.take(strap, saying({ heartRate: 133 }), freshMs + 2);
  assert.equal(merge.sample(freshMs + 2).heartRate, 133);
});

test('The player may choose who gives a metric, and take it back', () => {
  const merge = new SensorMerge();
  merge.take(strap, saying({ heartRate: 131 }), 0);
  merge.take(bike, saying({ heartRate: 120 }), 0);
  merge.prefer('heartRate', 'bike');
  assert.equal(merge.sample(0).heartRate, 120);
  merge.prefer('heartRate', null);
  assert.equal(merge.sample(0).heartRate, 131);
});

test('What is no longer known is said so for long enough that a live sample carries it, and then left out', () => {
  const merge = new SensorMerge();
  merge.take(strap, saying({ heartRate: 131 }), 0);
  assert.equal(merge.sample(freshMs).heartRate, 131);
  assert.deepEqual(merge.sample(freshMs + 1), { heartRate: null });
  assert.deepEqual(merge.sample(2 * freshMs + clearingMs), { heartRate: null });
  assert.equal(merge.sample(2 * freshMs + clearingMs + 1), null);
});

test('A sensor that is taken off is not waited for', () => {
  const merge = new SensorMerge();
  merge.take(strap, saying({ heartRate: 131 }), 0);
  merge.sample(0);
  merge.forget('strap');
  assert.deepEqual(merge.sample(1), { heartRate: null });
});

test('Intervals between beats stand in one sample each, at most 20, and only those of the strap that counts', () => {
  const merge = new SensorMerge();
  merge.take(strap, saying({ heartRate: 131 }, { rrIntervals: Array.from({ length: 25 }, (_, i) => 400 + i) }), 0);
  merge.take({ sensor: 'other', kind: 'heartRate' }, saying({ heartRate: 90 }, { rrIntervals: [900] }), 0);
  assert.equal(merge.sample(0).rrIntervals.length, 20);
  assert.deepEqual(merge.sample(1).rrIntervals, [420, 421, 422, 423, 424]);
  assert.equal('rrIntervals' in merge.sample(2), false);
});

test('Speed and pace are one thing: the newer one of a machine, and the one of who is asked first', () => {
  const merge = new SensorMerge();
  merge.take(rower, saying({ speed: 0 }), 0);
  merge.take(rower, saying({ pace: 240 }), 1000);
  assert.deepEqual(merge.sample(1000), { pace: 240 });
  merge.take(pod, saying({ speed: 3 }), 1500);
  assert.deepEqual(merge.sample(1500), { pace: 240 });
  assert.deepEqual(merge.sample(1000 + freshMs + 1), { speed: 3 });
});

test('The way and the energy of a session are added up from one sensor at a time, and go on after a reload', () => {
  const merge = new SensorMerge({ meters: 100, kcal: 20 });
  merge.take(pod, saying({ speed: 3 }, { metersAdded: 3 }), 0);
  merge.take(bike, saying({ speed: 3 }, { metersAdded: 4, kcalAdded: 1 }), 500);
  merge.take(pod, saying({ speed: 3 }, { metersAdded: 3 }), 1000);
  assert.deepEqual(merge.totals, { meters: 107, kcal: 21 });
  const { distance, calories } = merge.sample(1000);
  assert.deepEqual([distance, calories], [107, 21]);
  assert.equal('distance' in merge.sample(1001 + freshMs), false, 'a total alone is no sample');
});

test(`Whatever sensors say, a sample has only known metrics within their ranges, and speed or pace (seed ${seed})`, () => {
  const r = random();
  for (let run = 0; run < 100; run++) {
    const merge = new SensorMerge();
    let atMs = 0;
    for (let step = 0; step < 100; step++) {
      atMs += r.int(0, 2000);
      const metrics = Object.fromEntries(['heartRate', 'power', 'cadence', 'speed', 'pace'].filter(() => r.chance(0.5)).map(metric => [metric, r.int(30, 40)]));
      merge.take(r.pick([strap, meter, bike, rower, pod]), saying(metrics, { metersAdded: r.int(0, 5), rrIntervals: r.chance(0.5) ? [r.int(200, 3000)] : [] }), atMs);
      const sample = merge.sample(atMs);
      for (const [metric, value] of Object.entries(sample ?? {})) {
        assert.ok(value === null || metric === 'equipment' || (Array.isArray(value) ? value.length <= 20 : within(metric, value)), `${metric}: ${value}`);
      }

      assert.ok(!(sample?.speed && sample.pace));
    }
  }
});

test('Each frame of a strap makes one sample, whatever the phase and the jitter of the two clocks', () => {
  const r = random();
  const pace = new SamplePace();
  const [frames, samples] = [[], []];
  for (let n = 0, next = 250; n < 3600; n++) {
    const at = n === 0 ? 0 : n * 1003 + r.int(-350, 350);
    for (; next < at; next += 250) {
      if (pace.tick(next)) {
        samples.push(next);
      }
    }

    frames.push(at);
    if (pace.strap(at)) {
      samples.push(at);
    }
  }

  assert.deepEqual(samples, frames);
});

test('Frames that a phone hands over in one burst are samples of their own', () => {
  const pace = new SamplePace();
  assert.deepEqual([0, 1, 2, 3, 4].map(at => pace.strap(at)), [true, true, true, true, true]);
});

test('A strap that sends ten times a second is slowed down', () => {
  const pace = new SamplePace();
  let samples = 0;
  for (let at = 0; at < 60_000; at += 100) {
    samples += pace.strap(at) ? 1 : 0;
  }

  assert.ok(samples >= 75 && samples <= 90, `${samples}`);
});

test('Without a strap a sample is due each second, late ticks or not; a strap that falls silent gives the lead back', () => {
  const pace = new SamplePace();
  assert.equal([0, 260, 510, 760, 1010, 1260, 1510, 1760, 2010, 2990, 3260].filter(at => pace.tick(at)).length, 4);
  pace.strap(3500);
  assert.equal(pace.tick(5000), false);
  assert.equal(pace.tick(5400), true);
});

test('After the phone slept there is one sample, not one for each second', () => {
  const pace = new SamplePace();
  pace.tick(0);
  assert.deepEqual([60_000, 60_250, 60_500, 61_000].map(at => pace.tick(at)), [true, false, false, true]);
});

test('No two samples have the same instant, and none goes back', () => {
  const instants = new SampleInstants(999);
  assert.deepEqual([1000.4, 1000.4, 990, 1500].map(at => instants.next(at)), [1000, 1001, 1002, 1500]);
});
