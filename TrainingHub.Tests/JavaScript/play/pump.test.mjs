import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SampleBuffer } from '../../../wwwroot/play/samples/buffer.js';
import { answerWithinMs, SamplePump } from '../../../wwwroot/play/samples/pump.js';
import { Sender } from '../../../wwwroot/play/samples/sender.js';
import { inMemory } from '../../../wwwroot/play/samples/store.js';
import { Timers } from './timers.mjs';

const startMs = Date.parse('2026-01-31T10:00:00Z');

function page({ answer = () => ({ ok: true }) } = {}) {
  const timers = new Timers();
  const buffer = new SampleBuffer(inMemory(), 's p', { deviceId: 'phone' });
  const told = { calls: [], joins: [], underway: 0, atOnce: 0 };
  const pump = new SamplePump({
    sender: new Sender(buffer), sessionId: 's', playerId: 'p', now: timers.now, serverNow: () => startMs + timers.nowMs, later: timers.later, cancel: timers.cancel,
    joinWith: () => ({ clientTime: new Date(startMs + timers.nowMs).toISOString(), epoch: 'e', sinceSeq: 7 }), onJoin: ack => told.joins.push(ack),
    invoke: async (method, argument) => {
      told.calls.push([method, argument]);
      told.atOnce = Math.max(told.atOnce, ++told.underway);
      try {
        return await answer(method, argument, timers);
      } finally {
        told.underway--;
      }
    },
  });
  const measure = async seconds => {
    for (let n = 0; n < seconds; n++) {
      buffer.add({ heartRate: 100 + n }, startMs + timers.nowMs);
      pump.wake();
      await timers.pass(1000);
    }
  };
  return { timers, buffer, pump, told, measure };
}

test('It joins, sends live and by backfill, and the calls are as the contract has them', async () => {
  const { buffer, pump, told, measure, timers } = page();
  pump.connected();
  await measure(20);
  await timers.pass(20_000);
  assert.deepEqual(told.calls[0], ['training:session:join', { sessionId: 's', playerId: 'p', role: 'player', clientTime: '2026-01-31T10:00:00.000Z', epoch: 'e', sinceSeq: 7 }]);
  assert.deepEqual(told.calls[1], ['training:player:metrics', { sessionId: 's', playerId: 'p', deviceId: 'phone', timestamp: '2026-01-31T10:00:00.000Z', heartRate: 100 }]);
  const [, backfill] = told.calls.find(([method]) => method === 'training:player:metrics:backfill');
  assert.deepEqual(backfill.samples[0], { deviceId: 'phone', timestamp: '2026-01-31T10:00:01.000Z', heartRate: 101 });
  assert.deepEqual([buffer.status.waiting, buffer.status.arrived, told.joins.length, told.atOnce], [0, 20, 1, 1]);
});

test('A call that is never answered counts as lost, and what it carried goes again', async () => {
  let silent = true;
  const { buffer, pump, told, measure, timers } = page({ answer: method => silent && method === 'training:player:metrics' ? new Promise(() => { }) : { ok: true } });
  pump.connected();
  await measure(1);
  assert.equal(buffer.status.waiting, 1);
  silent = false;
  await timers.pass(answerWithinMs + 20_000);
  assert.equal(buffer.status.waiting, 0);
  assert.ok(told.calls.length >= 3);
});

test('A hub that throws harms nobody, and while it is away nothing is sent', async () => {
  let away = true;
  const { buffer, pump, told, measure, timers } = page({ answer: () => { if (away) { throw new Error('Cannot send data if the connection is not in the "Connected" state.'); } return { ok: true }; } });
  pump.connected();
  await measure(3);
  pump.disconnected();
  const calls = told.calls.length;
  await measure(60);
  assert.equal(told.calls.length, calls);
  away = false;
  pump.connected();
  await timers.pass(30_000);
  assert.equal(buffer.status.waiting, 0);
});

test('Progress that was reported offline arrives in order, with the player it is of', async () => {
  const { buffer, pump, told, timers } = page();
  buffer.addCall('training:player:interval:progress', { intervalId: 'a', completed: true });
  buffer.addCall('training:player:status', { status: 'paused' });
  pump.connected();
  await timers.pass(2000);
  assert.deepEqual(told.calls.slice(1), [
    ['training:player:interval:progress', { sessionId: 's', playerId: 'p', intervalId: 'a', completed: true }],
    ['training:player:status', { sessionId: 's', playerId: 'p', status: 'paused' }],
  ]);
});

test('Stopped, it sends no more and leaves no timer', async () => {
  const { pump, told, measure, timers } = page();
  pump.connected();
  await measure(1);
  pump.stop();
  const calls = told.calls.length;
  await measure(10);
  assert.equal(told.calls.length, calls);
  assert.equal(timers.list.size, 0);
});
