import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SampleBuffer } from '../../../wwwroot/play/samples/buffer.js';
import { inMemory } from '../../../wwwroot/play/samples/store.js';
import { keyOf, WaitingSamples } from '../../../wwwroot/play/samples/waiting.js';
import { random, seed } from './random.mjs';
import { promises } from './store-contract.mjs';

const startMs = Date.parse('2026-01-31T10:00:00Z');

async function opened(store, options = {}) {
  const buffer = new SampleBuffer(store, 's p', { deviceId: 'phone', ...options });
  await buffer.open();
  return buffer;
}

for (const [promise, check] of Object.entries(promises)) {
  test(`In memory: ${promise}`, () => check(inMemory()));
}

test('A sample goes out as the contract has it, and is counted until it is confirmed', async () => {
  const told = [];
  const buffer = await opened(inMemory(), { onChange: status => told.push(status.waiting) });
  const { key, sample } = buffer.add({ heartRate: 142 }, startMs);
  assert.deepEqual(sample, { deviceId: 'phone', timestamp: '2026-01-31T10:00:00.000Z', heartRate: 142 });
  assert.deepEqual([buffer.status.waiting, buffer.status.oldestAtMs], [1, startMs]);
  buffer.confirm([key]);
  assert.deepEqual([buffer.status.waiting, buffer.status.arrived, buffer.status.oldestAtMs], [0, 1, null]);
  assert.deepEqual(told, [0, 1, 0]);
});

test('What was not confirmed is there after a reload, oldest first; what was is not', async () => {
  const store = inMemory();
  const before = await opened(store);
  const keys = [2, 0, 1].map(second => before.add({ heartRate: 100 + second }, startMs + second * 1000).key);
  before.addCall('training:player:status', { status: 'paused' });
  before.confirm([keys[1]]);
  await before.flush();

  const after = await opened(store);
  assert.deepEqual(after.samples.all.map(({ sample }) => sample.heartRate), [101, 102]);
  assert.deepEqual(after.calls.map(({ argument }) => argument), [{ status: 'paused' }]);
  assert.equal(after.newestAtMs, startMs + 2000);
  assert.ok(after.addCall('training:player:status', {}).key > after.calls[0].key);
});

test('Another session and another player have their own', async () => {
  const store = inMemory();
  const mine = await opened(store);
  mine.add({ heartRate: 100 }, startMs);
  await mine.flush();
  const other = new SampleBuffer(store, 's q', { deviceId: 'phone' });
  await other.open();
  assert.equal(other.status.waiting, 0);
  assert.deepEqual(await store.owners(), ['samples s p']);
});

test('When full, the oldest is given up for the newest, counted, and gone from the store too', async () => {
  const store = inMemory();
  const buffer = await opened(store, { capacity: 3 });
  [0, 1, 2, 3, 4].forEach(second => buffer.add({ heartRate: 100 + second }, startMs + second * 1000));
  await buffer.flush();
  assert.deepEqual(buffer.samples.all.map(({ sample }) => sample.heartRate), [102, 103, 104]);
  assert.deepEqual([buffer.status.waiting, buffer.status.lost], [3, 2]);
  assert.equal((await store.all('samples s p')).length, 3);
});

test('What is just being sent is not given up', async () => {
  const buffer = await opened(inMemory(), { capacity: 2 });
  const { key } = buffer.add({ heartRate: 100 }, startMs);
  buffer.samples.sending([key]);
  buffer.add({ heartRate: 101 }, startMs + 1000);
  buffer.add({ heartRate: 102 }, startMs + 2000);
  assert.deepEqual(buffer.samples.all.map(({ sample }) => sample.heartRate), [100, 102]);
});

test('Calls are bounded too, and the one that may be on its way is kept', async () => {
  const buffer = await opened(inMemory(), { callCapacity: 2 });
  [1, 2, 3].forEach(n => buffer.addCall('training:player:status', { n }));
  assert.deepEqual(buffer.calls.map(({ argument }) => argument.n), [1, 3]);
  assert.equal(buffer.status.lost, 1);
});

test('A store without space is told, samples stay in memory, and are written when it has space again', async () => {
  const store = inMemory();
  let full = true;
  const buffer = await opened({ ...store, put: async (owner, entries) => { if (full) throw new Error('QuotaExceededError'); await store.put(owner, entries); } });
  buffer.add({ heartRate: 100 }, startMs);
  await buffer.flush();
  assert.match(buffer.status.fault, /Quota/);
  assert.equal(buffer.status.waiting, 1);
  full = false;
  buffer.add({ heartRate: 101 }, startMs + 1000);
  await buffer.flush();
  assert.equal(buffer.status.fault, null);
  assert.equal((await store.all('samples s p')).length, 2);
});

test('A store that cannot be read is told, and does not keep anybody from going on', async () => {
  const buffer = await opened({ ...inMemory(), all: async () => { throw new Error('UnknownError'); } });
  assert.match(buffer.status.fault, /UnknownError/);
  buffer.add({ heartRate: 100 }, startMs);
  assert.equal(buffer.status.waiting, 1);
});

test('Samples that come while the last ones are written are one transaction, however many', async () => {
  const store = inMemory();
  const puts = [];
  const buffer = await opened({ ...store, put: async (owner, entries) => { puts.push(entries.length); await store.put(owner, entries); } });
  for (let second = 0; second < 50; second++) {
    buffer.add({ heartRate: 100 }, startMs + second * 1000);
  }

  await buffer.flush();
  assert.deepEqual(puts, [50]);
});

test('The oldest for a call keep to its number and its bytes, and pass over the one that goes live', () => {
  const waiting = new WaitingSamples(1000);
  for (let n = 0; n < 400; n++) {
    waiting.add({ key: keyOf(n, 'phone'), sample: {}, bytes: 199, atMs: n });
  }

  assert.equal(waiting.oldest(300, 1e9).length, 300);
  assert.equal(waiting.oldest(300, 20_000).length, 100);
  assert.equal(waiting.oldest(300, 1e9, keyOf(0, 'phone'))[0].atMs, 1);
});

test(`In whatever order samples come and go, those that wait are sorted and none is there twice (seed ${seed})`, () => {
  const r = random();
  for (let run = 0; run < 50; run++) {
    const [waiting, model] = [new WaitingSamples(40), new Map()];
    for (let step = 0; step < 300; step++) {
      const key = keyOf(r.int(0, 60), 'phone');
      if (r.chance(0.7)) {
        const gone = waiting.add({ key, sample: {}, bytes: 10, atMs: 0 });
        model.set(key, true);
        model.delete(gone?.key);
      } else {
        waiting.remove([key]);
        model.delete(key);
      }

      assert.deepEqual(waiting.all.map(entry => entry.key), [...model.keys()].sort());
    }
  }
});
