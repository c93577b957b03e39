import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrainerDriver } from '../../../wwwroot/play/trainer/driver.js';
import { Timers } from './timers.mjs';
import { bytes } from './vectors.mjs';

/** A player's trainer that answers each write at once with success, unless `answers` is false. */
function ride({ taken = () => true } = {}) {
  const timers = new Timers();
  const told = { writes: [], answers: true };
  const driver = new TrainerDriver({
    ceilingW: 300, now: timers.now, later: timers.later, cancel: timers.cancel, onChange: state => told.state = state,
    write: async written => {
      told.writes.push([...written]);
      if (!taken()) {
        return false;
      }

      if (told.answers) {
        timers.later(() => driver.control(0x2ad9, Uint8Array.of(0x80, written[0], 1)), 50);
      }

      return true;
    },
  });
  const pedal = async seconds => {
    for (let n = 0; n < seconds * 2; n++) {
      driver.happen({ type: 'pedals', cadence: 90, power: null });
      await timers.pass(500);
    }
  };
  const start = async () => {
    driver.control(0x2acc, bytes('0250000008000000'));
    driver.control(0x2ad8, bytes('0a00d0070100'));
    driver.connected(true);
    driver.happen({ type: 'switch', on: true });
    driver.happen({ type: 'plan', watts: 200 });
    driver.happen({ type: 'go' });
    await pedal(10);
  };
  return { timers, told, driver, pedal, start };
}

test('What the machine says of itself is known before it is controlled, and its least is written to let go', async () => {
  const { told, driver, start, timers } = ride();
  await start();
  assert.deepEqual(told.writes.slice(0, 2), [[0], [7]]);
  assert.deepEqual(told.writes.at(-1), [5, 200, 0]);
  driver.happen({ type: 'hold', how: 'pause' });
  await timers.pass(1000);
  assert.deepEqual(told.writes.slice(-2), [[5, 10, 0], [8, 2]]);
});

test('Pedals that are no longer heard of let go by themselves', async () => {
  const { told, start, timers } = ride();
  await start();
  await timers.pass(6000);
  assert.deepEqual(told.writes.slice(-2), [[5, 10, 0], [8, 1]]);
  assert.equal(told.state.loaded, false);
});

test('A write that the browser refuses is tried again', async () => {
  let fails = 2;
  const { told, start } = ride({ taken: () => fails-- <= 0 });
  await start();
  assert.deepEqual(told.writes.at(-1), [5, 200, 0]);
});

test('A stop at the machine lets go, and a machine that is gone is written nothing', async () => {
  const { told, driver, start, timers } = ride();
  await start();
  driver.control(0x2ada, bytes('0201'));
  await timers.pass(1000);
  assert.equal(told.state.loaded, false);
  driver.connected(false);
  const writes = told.writes.length;
  await timers.pass(10_000);
  assert.equal(told.writes.length, writes);
});

test('Bytes that are none of a machine change nothing', () => {
  const { driver, told } = ride();
  driver.control(0x2ad9, bytes('0505'));
  driver.control(0x2ada, bytes(''));
  driver.control(0x1234, bytes('00'));
  assert.deepEqual(told.writes, []);
});
