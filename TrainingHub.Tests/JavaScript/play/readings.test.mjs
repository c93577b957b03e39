import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { characteristic } from '../../../wwwroot/play/sensors/gatt.js';
import { mostRrIntervals, ranges, within } from '../../../wwwroot/play/sensors/ranges.js';
import { SensorReadings } from '../../../wwwroot/play/sensors/readings.js';
import { random, seed } from './random.mjs';
import { bytes, missing, vectors } from './vectors.mjs';

const read = (number, hex, atMs = 0, readings = new SensorReadings()) => readings.read(number, bytes(hex), atMs);

/** Every number of a reading is what the contract takes. */
function assertTakes(reading) {
  for (const [metric, value] of Object.entries(reading.metrics)) {
    assert.ok(within(metric, value), `${metric} was ${value}`);
  }

  assert.ok(reading.rrIntervals.every(ms => within('rrIntervals', ms)), `${reading.rrIntervals}`);
  assert.ok(reading.metersAdded >= 0 && reading.metersAdded <= 10_000 && reading.kcalAdded >= 0 && reading.kcalAdded <= 1000);
  assert.ok(reading.batteryPercent === undefined || reading.batteryPercent >= 0 && reading.batteryPercent <= 100);
}

test('The ranges are those of docs/protocol.md', () => {
  const page = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
  const rows = page.slice(page.indexOf('## Ranges'), page.indexOf('## Rules of a session')).matchAll(/^\| ([^|]+) \| ([^|]+) \| ([\d ]+) … ([\d ]+?)(?: characters)? ?\|/gm);
  const number = text => Number(text.replaceAll(' ', ''));
  const written = Object.fromEntries([...rows].flatMap(([, names, , low, high]) => names.split(', ').map(name => [name, [number(low), number(high)]])));
  assert.deepEqual(Object.fromEntries(Object.keys(ranges).map(name => [name, written[name]])), { ...ranges });
  assert.match(page, new RegExp(`\\| rrIntervals \\| ms, at most ${mostRrIntervals} of them`));
});

test('Every captured frame becomes a reading that the contract takes, or is dropped and counted', { skip: missing }, () => {
  for (const vector of vectors.vectors) {
    const readings = new SensorReadings();
    const reading = readings.read(Number.parseInt(vector.uuid, 16), bytes(vector.hex), 0);
    assert.equal(reading === null, vector.expect === null, vector.id);
    assert.equal(readings.droppedFrames, reading === null ? 1 : 0, vector.id);
    if (reading) {
      assertTakes(reading);
    }
  }
});

test(`No bytes throw, and what comes out is within the contract's ranges or counted as dropped (seed ${seed})`, () => {
  const r = random();
  const numbers = [...Object.values(characteristic), 0x2a00, 0xffff];
  for (let sensor = 0; sensor < 300; sensor++) {
    const readings = new SensorReadings();
    let atMs = 0;
    for (let frame = 0; frame < 100; frame++) {
      atMs += r.int(0, 3000);
      const before = readings.droppedFrames;
      const reading = readings.read(r.pick(numbers), r.bytes(r.int(0, 24)), atMs);
      assert.equal(readings.droppedFrames, before + (reading === null ? 1 : 0));
      if (reading) {
        assertTakes(reading);
      }
    }
  }
});

test(`A captured frame with any of its bits turned does no harm either (seed ${seed})`, { skip: missing }, () => {
  const r = random();
  for (const vector of vectors.vectors) {
    const readings = new SensorReadings();
    for (let run = 0; run < 100; run++) {
      const frame = bytes(vector.hex);
      frame[r.int(0, frame.length - 1)] ^= 1 << r.int(0, 7);
      const reading = readings.read(Number.parseInt(vector.uuid, 16), frame, run * 1000);
      if (reading) {
        assertTakes(reading);
      }
    }
  }
});

test('A heart rate that nobody can have is dropped and counted; the intervals beside it stay', () => {
  const readings = new SensorReadings();
  const reading = readings.read(characteristic.heartRateMeasurement, bytes('11' + '2c01' + '2003'), 0);
  assert.deepEqual(reading.metrics, {});
  assert.deepEqual(reading.rrIntervals, [781.3]);
  assert.equal(readings.droppedValues, 1);
  assert.equal(readings.droppedFrames, 0);
});

test('An interval between beats that cannot be is dropped alone', () => {
  const readings = new SensorReadings();
  assert.deepEqual(readings.read(characteristic.heartRateMeasurement, bytes('1055' + '2100' + '2003' + 'ffff'), 0).rrIntervals, [781.3]);
  assert.equal(readings.droppedValues, 2);
});

test('A strap that loses the skin gives no heart rate until it has it again; one that never tells of contact is believed', () => {
  const readings = new SensorReadings();
  assert.deepEqual(read(characteristic.heartRateMeasurement, '0454', 0, readings).metrics, { heartRate: 84 });
  assert.equal(read(characteristic.heartRateMeasurement, '0654', 0, readings).contact, true);
  const lost = read(characteristic.heartRateMeasurement, '1454' + '2003', 0, readings);
  assert.deepEqual([lost.metrics, lost.rrIntervals, lost.contact], [{}, [], false]);
  assert.deepEqual(read(characteristic.heartRateMeasurement, '0655', 0, readings).metrics, { heartRate: 85 });
  assert.equal(readings.droppedFrames + readings.droppedValues, 0);
});

test('A machine without a strap says heart rate 0, which is no value and no fault', () => {
  const readings = new SensorReadings();
  assert.equal('heartRate' in read(characteristic.indoorBikeData, 'fe024c0981089e00a3006c0000140053005f0000', 0, readings).metrics, false);
  assert.equal(readings.droppedValues, 0);
});

test('A bike gives speed in m/s, cadence, power and the strap that it hears', () => {
  assert.deepEqual(read(characteristic.indoorBikeData, '44025e0bf0007a0054').metrics, { speed: 8.083, cadence: 120, power: 122, heartRate: 84 });
});

test('A rower gives its pace for a kilometre, and speed 0 where it stands', () => {
  assert.deepEqual(read(characteristic.rowerData, '3c0b3002000a0000d1005e011600010002020800').metrics, { strokeRate: 24, pace: 418, power: 22 });
  assert.deepEqual(read(characteristic.rowerData, '3c0b000000000000000000000000000000000000').metrics, { strokeRate: 0, speed: 0, power: 0 });
});

test('Negative power is none that the contract takes', () => {
  const readings = new SensorReadings();
  assert.deepEqual(read(characteristic.cyclingPowerMeasurement, '0000f6ff', 0, readings).metrics, {});
  assert.equal(readings.droppedValues, 1);
});

test('A balance counts only where the sensor says of which leg it is', () => {
  assert.equal(read(characteristic.cyclingPowerMeasurement, '0300640065').metrics.leftRightBalance, 50.5);
  assert.equal('leftRightBalance' in read(characteristic.cyclingPowerMeasurement, '0100640065').metrics, false);
});

test('Wheel and crank give speed, cadence and the way', () => {
  const readings = new SensorReadings({ wheelMeters: 2 });
  read(characteristic.cscMeasurement, '03' + '0a000000' + '0000' + '0500' + '0000', 0, readings);
  const reading = read(characteristic.cscMeasurement, '03' + '0e000000' + '0004' + '0600' + '0003', 1000, readings);
  assert.deepEqual(reading.metrics, { speed: 8, cadence: 80 });
  assert.equal(reading.metersAdded, 8);
});

test('The way is what a total grew by; a machine that was reset or leaps starts anew', () => {
  const readings = new SensorReadings();
  const total = meters => `1100${meters.toString(16).padStart(2, '0')}0000`;
  const added = [200, 210, 3, 5, 255].map(meters => read(characteristic.indoorBikeData, total(meters), 0, readings).metersAdded);
  assert.deepEqual(added, [0, 10, 0, 2, 250]);
  assert.equal(read(characteristic.indoorBikeData, '1100' + 'ffff7f', 0, readings).metersAdded, 0);
});

test('Energy of a strap comes in kJ and counts in kcal', () => {
  const readings = new SensorReadings();
  read(characteristic.heartRateMeasurement, '08550a00', 0, readings);
  assert.equal(read(characteristic.heartRateMeasurement, '08551f00', 1000, readings).kcalAdded, 5.019);
});
