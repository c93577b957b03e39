// From a strap's bytes to the server's recording, through all modules, while everything between them fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SampleBuffer } from '../../../wwwroot/play/samples/buffer.js';
import { SamplePump } from '../../../wwwroot/play/samples/pump.js';
import { Sender } from '../../../wwwroot/play/samples/sender.js';
import { inMemory } from '../../../wwwroot/play/samples/store.js';
import { SensorMerge } from '../../../wwwroot/play/sensors/merge.js';
import { SampleInstants, SamplePace } from '../../../wwwroot/play/sensors/pace.js';
import { SensorReadings } from '../../../wwwroot/play/sensors/readings.js';
import { random, seed } from './random.mjs';
import { FakeServer } from './server.mjs';
import { Timers } from './timers.mjs';

const startMs = Date.parse('2026-01-31T10:00:00Z');
const ackedBy = { 'training:session:join': 'join', 'training:player:metrics': 'live', 'training:player:metrics:backfill': 'backfill' };

/** A page from its opening to its being closed or reloaded. */
class Page {
  static async open(world) {
    const page = Object.assign(new Page(), { world, merge: new SensorMerge(), pace: new SamplePace(), readings: new SensorReadings(), open: true });
    page.buffer = new SampleBuffer(world.store, 's p', { deviceId: 'phone' });
    await page.buffer.open();
    page.instants = new SampleInstants(page.buffer.newestAtMs);
    const { timers } = world;
    page.pump = new SamplePump({
      sender: new Sender(page.buffer), sessionId: 's', playerId: 'p', now: timers.now, serverNow: () => startMs + timers.nowMs, later: timers.later, cancel: timers.cancel,
      joinWith: () => ({}), onJoin: () => { }, invoke: (method, argument) => world.invoke(ackedBy[method], argument),
    });
    if (world.line) {
      page.pump.connected();
    }

    return page;
  }

  frame(bytes) {
    const { nowMs } = this.world.timers;
    const reading = this.readings.read(0x2a37, bytes, nowMs);
    if (reading) {
      this.merge.take({ sensor: 'strap', kind: 'heartRate' }, reading, startMs + nowMs);
    }

    if (this.pace.strap(nowMs)) {
      this.buffer.add(this.merge.sample(startMs + nowMs), this.instants.next(startMs + nowMs));
      this.pump.wake();
    }
  }

  async close() {
    this.open = false;
    this.pump.stop();
    await this.buffer.flush();
  }
}

class World {
  constructor() {
    Object.assign(this, { timers: new Timers(), store: inMemory(), server: new FakeServer(), line: true, sent: [] });
  }

  /** The answer takes a while, and is lost with the line; what had come by then is taken. */
  async invoke(what, argument) {
    if (!this.line) throw new Error('No line.');
    const { timers } = this;
    const { samples, ...sample } = argument;
    delete sample.sessionId;
    delete sample.playerId;
    const ack = this.server.answer({ do: what, waiting: { sample }, batch: samples?.map(each => ({ sample: each })) }, timers.nowMs, startMs + timers.nowMs);
    await new Promise(resolve => timers.later(resolve, 80));
    if (!this.line) throw new Error('The line broke.');
    return ack;
  }

  cut(page) {
    this.line = false;
    page?.pump.disconnected();
  }

  mend(page) {
    this.line = true;
    this.server.joined = false;
    page?.pump.connected();
  }

  /** A strap that beats each second, with a heart rate that tells its frames apart. */
  async beat(page, seconds) {
    for (let n = 0; n < seconds; n++) {
      const rate = 60 + this.sent.length % 120;
      page.frame(Uint8Array.of(0x16, rate, 0x00, 0x03));
      this.sent.push(rate);
      await this.timers.pass(1000 + this.sent.length % 3);
    }
  }

  assertRecorded() {
    const recorded = [...this.server.stored.values()].sort((a, b) => a.timestamp < b.timestamp ? -1 : 1);
    assert.deepEqual(recorded.map(sample => sample.heartRate), this.sent);
    assert.ok(recorded.every(sample => sample.rrIntervals.length === 1));
  }
}

test('The line is cut for a minute, the page reloads in it, and the server starts anew: each frame of the strap is recorded, once', async () => {
  const world = new World();
  let page = await Page.open(world);
  await world.beat(page, 30);
  world.cut(page);
  await world.beat(page, 25);
  await page.close();
  page = await Page.open(world);
  await world.beat(page, 35);
  world.mend(page);
  await world.beat(page, 20);
  world.server.mode = 'unavailable';
  await world.beat(page, 10);
  world.cut(page);
  await world.timers.pass(3000);
  world.server.mode = 'well';
  world.mend(page);
  await world.beat(page, 30);
  await world.timers.pass(60_000);
  assert.equal(page.buffer.status.waiting, 0);
  world.assertRecorded();
});

test(`Whatever fails and however often, each frame is recorded, once (seed ${seed})`, async () => {
  const r = random();
  for (let run = 0; run < 10; run++) {
    const world = new World();
    let page = await Page.open(world);
    for (let step = 0; step < 25; step++) {
      await r.pick([
        async () => world.cut(page),
        async () => world.mend(page),
        async () => { await page.close(); page = await Page.open(world); },
        async () => world.server.mode = r.pick(['unavailable', 'lost', 'removed', 'well']),
        async () => world.server.joined = false,
      ])();
      await world.beat(page, r.int(1, 20));
    }

    world.cut(page);
    world.server.mode = 'well';
    world.mend(page);
    await world.timers.pass(180_000);
    assert.equal(page.buffer.status.waiting, 0);
    world.assertRecorded();
  }
});
