import assert from 'node:assert/strict';
import { test } from 'node:test';
import { characteristic, decode, shortNumber } from '../../../wwwroot/play/sensors/gatt.js';
import { bytes, missing, ours, vectors } from './vectors.mjs';

/** Equal fields, none more and none less; numbers to six digits, as the vectors have them. */
function assertFields(actual, expected) {
  const rounded = values => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? Number(value.toFixed(6)) : value]));
  assert.deepEqual(rounded(actual), rounded(expected));
}

test('The captured frames are here', { skip: missing }, () => {
  assert.ok(vectors.vectors.length >= 66);
});

for (const vector of vectors?.vectors ?? []) {
  test(`${vector.id} ${vector.characteristic}, ${vector.device}: ${vector.conformance}`, () => {
    const decoded = decode(Number.parseInt(vector.uuid, 16), bytes(vector.hex));

    if (vector.expect === null) {
      assert.equal(decoded, null);
      return;
    }

    assertFields(decoded.values, ours(vector.expect));
    assert.equal(decoded.cut, vector.conformance === 'truncated');
    assert.equal(decoded.left, vector.trailing_bytes ?? 0);
  });
}

for (const sequence of vectors?.sequences ?? []) {
  test(`Each frame of ${sequence.name}`, () => {
    for (const frame of sequence.frames) {
      assertFields(decode(Number.parseInt(sequence.uuid, 16), bytes(frame.hex)).values, ours(frame.decode));
    }
  });
}

test('Every frame that is cut anywhere gives a part of what the whole one gives, and the same values', { skip: missing }, () => {
  for (const vector of vectors.vectors.filter(vector => vector.conformance === 'ok')) {
    const whole = decode(Number.parseInt(vector.uuid, 16), bytes(vector.hex)).values;
    for (let length = 0; length < vector.hex.length / 2; length++) {
      for (const [name, value] of Object.entries(decode(Number.parseInt(vector.uuid, 16), bytes(vector.hex).slice(0, length))?.values ?? {})) {
        if (name === 'rr1024') {
          assert.deepEqual(value, whole.rr1024.slice(0, value.length), vector.id);
        } else {
          assert.deepEqual(value, whole[name], `${vector.id} ${name}`);
        }
      }
    }
  }
});

test('A value in the middle of a buffer is read from its own bytes', () => {
  const around = bytes('ffff0055ffff');
  assert.equal(decode(characteristic.heartRateMeasurement, around.subarray(2, 4)).values.heartRateBpm, 85);
});

test('An empty value, and one of a characteristic that is not ours, is nothing', () => {
  assert.equal(decode(characteristic.heartRateMeasurement, bytes('')), null);
  assert.equal(decode(0x2a00, bytes('0055')), null);
});

test('A battery tells its percent; 101 to 255 are reserved', () => {
  assert.deepEqual(decode(characteristic.batteryLevel, bytes('57')).values, { batteryPercent: 87 });
  assert.deepEqual(decode(characteristic.batteryLevel, bytes('ff')).values, { batteryPercent: null });
});

test('Cycling power with all of its fields', () => {
  const values = decode(characteristic.cyclingPowerMeasurement, bytes('ff0f' + 'f6ff' + '65' + '4000' + '0a000000' + '0008' + '0500' + '0004' + '6400' + 'ceff' + '2000' + 'e0ff' + '0ac112' + '5a00' + '0e01' + 'e803')).values;
  assert.deepEqual(values, {
    powerW: -10, pedalBalancePercent: 50.5, pedalBalanceReference: 'left', accumulatedTorqueNm: 2, torqueSource: 'crank', wheelRevs: 10, wheelEventTime2048: 2048, crankRevs: 5, crankEventTime1024: 1024,
    maxForceN: 100, minForceN: -50, maxTorqueNm: 1, minTorqueNm: -1, maxAngleDeg: 0x10a, minAngleDeg: 0x12c, topDeadSpotDeg: 90, bottomDeadSpotDeg: 270, accumulatedEnergyKj: 1000,
  });
});

test('A machine says what it measures and what may be set', () => {
  const { features, targets } = decode(characteristic.fitnessMachineFeature, bytes('82500000' + '0c200000')).values;
  assert.deepEqual(features, ['cadence', 'resistanceLevel', 'elapsedTime', 'powerMeasurement']);
  assert.deepEqual(targets, ['resistance', 'power', 'bikeSimulation']);
});

test('A machine says its ranges, each in its unit', () => {
  assert.deepEqual(decode(characteristic.supportedPowerRange, bytes('0000' + 'd007' + '0100')).values, { min: 0, max: 2000, step: 1 });
  assert.deepEqual(decode(characteristic.supportedSpeedRange, bytes('6400' + '0807' + '0a00')).values, { min: 1, max: 18, step: 0.1 });
  assert.deepEqual(decode(characteristic.supportedInclinationRange, bytes('e2ff' + '9600' + '0500')).values, { min: -3, max: 15, step: 0.5 });
  assert.deepEqual(decode(characteristic.supportedResistanceRange, bytes('0a00' + '4001' + '0a00')).values, { min: 1, max: 32, step: 1 });
  assert.deepEqual(decode(characteristic.supportedHeartRateRange, bytes('50b405')).values, { min: 80, max: 180, step: 5 });
  assert.deepEqual(decode(characteristic.supportedPowerRange, bytes('000019')).values, { min: 0 });
});

test('The control point answers a write with its result', () => {
  assert.deepEqual(decode(characteristic.controlPoint, bytes('800501')).values, { request: 5, result: 'success' });
  assert.deepEqual(decode(characteristic.controlPoint, bytes('800005')).values, { request: 0, result: 'not permitted' });
  assert.deepEqual(decode(characteristic.controlPoint, bytes('800509')).values, { request: 5, result: 'reserved' });
  assert.deepEqual(decode(characteristic.controlPoint, bytes('8005')).values, { request: 5 });
  assert.equal(decode(characteristic.controlPoint, bytes('050501')), null);
});

test('A machine tells what was done to it', () => {
  const status = hex => decode(characteristic.machineStatus, bytes(hex))?.values;
  assert.deepEqual(status('0202'), { status: 'stopped by user', how: 'pause' });
  assert.deepEqual(status('03'), { status: 'stopped by safety key' });
  assert.deepEqual(status('08fa00'), { status: 'target power', powerW: 250 });
  assert.deepEqual(status('ff'), { status: 'control lost' });
  assert.deepEqual(status('1200002c012833'), { status: 'bike simulation', windMps: 0, gradePct: 3, rollingResistance: 0.004, windResistanceKgPerM: 0.51 });
  assert.deepEqual(status('0f3c00'), { status: 'target time in two zones' });
  assert.equal(status('60'), undefined);
  assert.deepEqual(decode(characteristic.trainingStatus, bytes('000c')).values, { trainingStatus: 'watt control' });
});

test('A UUID of the Bluetooth SIG has a short number', () => {
  assert.equal(shortNumber('00002a37-0000-1000-8000-00805f9b34fb'), 0x2a37);
  assert.equal(shortNumber('6e400001-b5a3-f393-e0a9-e50e24dcca9e'), null);
});
