import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../../wwwroot/play/sensors/gatt.js';
import { Revolutions } from '../../../wwwroot/play/sensors/revolutions.js';
import { random, seed } from './random.mjs';
import { bytes, vectors } from './vectors.mjs';

const crank = () => new Revolutions({ revolutionsModulo: 2 ** 16, ticksPerSecond: 1024, mostPerSecond: 5 });
const wheel = ticksPerSecond => new Revolutions({ revolutionsModulo: 2 ** 32, ticksPerSecond, mostPerSecond: 20 });
const ms = at => Number(at.slice(0, 2)) * 3_600_000 + Number(at.slice(3, 5)) * 60_000 + Number(at.slice(6)) * 1000;

for (const sequence of vectors?.sequences ?? []) {
  test(`The rates of ${sequence.name} are those that were captured`, () => {
    const [cranks, wheels] = [crank(), wheel(1024)];
    let lastRpm = null;
    for (const frame of sequence.frames) {
      const values = decode(Number.parseInt(sequence.uuid, 16), bytes(frame.hex)).values;
      const { rate } = cranks.take(values.crankRevs, values.crankEventTime1024, ms(frame.at));
      if (typeof frame.crank_rpm === 'number') {
        assert.equal(Number((rate * 60).toFixed(2)), frame.crank_rpm, frame.at);
        lastRpm = rate;
      } else {
        assert.equal(rate, lastRpm, `${frame.at}: a repeat keeps the last rate`);
      }

      if (values.wheelRevs !== undefined) {
        const turning = wheels.take(values.wheelRevs, values.wheelEventTime1024, ms(frame.at)).rate;
        assert.equal(turning === null ? undefined : Number(turning.toFixed(4)), frame.wheel_rev_per_s, frame.at);
      }
    }
  });
}

test('Counters and times that wrap go on as if they had not', () => {
  const cranks = crank();
  cranks.take(65_535, 65_000, 0);
  assert.deepEqual(cranks.take(1, 65_000 + 1024 - 65_536, 1000), { rate: 2, turned: 2 });

  const wheels = wheel(2048);
  wheels.take(2 ** 32 - 3, 65_535, 0);
  assert.deepEqual(wheels.take(2, 2047, 1000), { rate: 5, turned: 5 });
});

test('Who stops falls to zero after 3 s, and who never turned is not known to stand', () => {
  const cranks = crank();
  assert.equal(cranks.take(10, 1000, 0).rate, null);
  assert.equal(cranks.take(10, 1000, 4000).rate, null);
  cranks.take(11, 2024, 5000);
  assert.equal(cranks.take(11, 2024, 8000).rate, 1);
  assert.equal(cranks.take(11, 2024, 8001).rate, 0);
  assert.equal(cranks.take(12, 5096, 8900).rate, 1 / 3);
});

test('A sensor that counts its time on while nothing turns stands', () => {
  const wheels = wheel(1024);
  wheels.take(10, 0, 0);
  assert.deepEqual(wheels.take(10, 1024, 1000), { rate: 0, turned: 0 });
});

test('After a silence in which the event time may have wrapped nothing is computed from before', () => {
  const cranks = crank();
  cranks.take(10, 0, 0);
  assert.deepEqual(cranks.take(12, 1024, 64_000), { rate: null, turned: 0 });
  assert.deepEqual(cranks.take(13, 2048, 65_000), { rate: 1, turned: 1 });
});

test('A counter that goes back, and a revolution in no time, cannot be', () => {
  const cranks = crank();
  cranks.take(500, 1000, 0);
  assert.equal(cranks.take(0, 2000, 1000), null);
  assert.deepEqual(cranks.take(1, 3024, 2000), { rate: 1, turned: 1 });
  assert.equal(cranks.take(2, 3024, 3000), null);
});

test(`A wheel at any speed, in frames at any times, tells its speed and its revolutions (seed ${seed})`, () => {
  const r = random();
  for (let run = 0; run < 200; run++) {
    const wheels = wheel(2048);
    const perSecond = 1 + r.next() * 15;
    let [revolution, at, turned] = [r.int(2 ** 32 - 400, 2 ** 32 + 400), r.next() * 30, 0];
    const first = revolution;
    for (let frame = 0; frame < 60; frame++) {
      const got = wheels.take(revolution % 2 ** 32, Math.round(at * 2048) % 0x10000, at * 1000);
      turned += got.turned;
      assert.ok(got.rate === null || Math.abs(got.rate - perSecond) / perSecond < 0.02, `${got.rate} was to be ${perSecond}`);
      const more = r.int(0, 20);
      revolution += more;
      at += more / perSecond;
    }

    wheels.take(revolution % 2 ** 32, Math.round(at * 2048) % 0x10000, at * 1000);
    assert.ok(turned <= revolution - first && turned >= revolution - first - 20);
  }
});
