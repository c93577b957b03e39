import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SampleBuffer } from '../../../wwwroot/play/samples/buffer.js';
import { limits, Sender } from '../../../wwwroot/play/samples/sender.js';
import { inMemory } from '../../../wwwroot/play/samples/store.js';
import { random, seed } from './random.mjs';
import { FakeServer } from './server.mjs';

const startMs = Date.parse('2026-01-31T10:00:00Z');

/** A phone and its server, a tenth of a second at a time. */
class Stage {
  constructor() {
    this.nowMs = 0;
    this.server = new FakeServer();
    this.buffer = new SampleBuffer(inMemory(), 's p', { deviceId: 'phone' });
    this.sender = new Sender(this.buffer);
    this.sent = [];
    this.heartRate = 100;
    this.measured = 0;
    this.measuring = true;
  }

  connect() {
    this.server.joined = false;
    this.sender.connect();
    return this;
  }

  run(seconds) {
    for (const end = this.nowMs + seconds * 1000; this.nowMs < end; this.nowMs += 100) {
      if (this.measuring && this.nowMs % 1000 === 0) {
        this.buffer.add({ heartRate: this.heartRate }, startMs + this.nowMs);
        this.measured++;
      }

      for (let action; (action = this.sender.next(this.nowMs, startMs + this.nowMs)).do !== 'wait';) {
        this.sent.push({ atMs: this.nowMs, ...action });
        this.sender.answered(action, this.server.answer(action, this.nowMs, startMs + this.nowMs), this.nowMs);
      }
    }

    return this;
  }

  count(what, sinceMs = 0) {
    return this.sent.filter(sent => sent.do === what && sent.atMs >= sinceMs).length;
  }

  assertAllArrived() {
    this.measuring = false;
    this.run(60);
    assert.equal(this.buffer.status.waiting, 0);
    assert.equal(this.server.stored.size, this.measured);
  }
}

test('On a good line every second is stored once: live each 2 s, the rest by one backfill each 10 s, and nothing is refused', () => {
  const stage = new Stage().connect().run(600);
  assert.equal(stage.count('live'), 300);
  assert.ok(stage.count('backfill') <= 60);
  assert.equal(stage.server.duplicates, 0);
  stage.assertAllArrived();
});

test(`What goes live was measured just now, whatever the phase of the strap (seed ${seed})`, () => {
  const r = random();
  const stage = new Stage().connect();
  stage.measuring = false;
  let live = 0;
  for (let n = 0; n < 300; n++) {
    stage.nowMs = n * 1003 + r.int(0, 80);
    stage.buffer.add({ heartRate: 100 }, startMs + stage.nowMs);
    for (const untilMs = (n + 1) * 1003; stage.nowMs < untilMs; stage.nowMs += 10) {
      const action = stage.sender.next(stage.nowMs, startMs + stage.nowMs);
      if (action.do !== 'wait') {
        assert.ok(action.do !== 'live' || stage.nowMs + startMs - action.waiting.atMs <= limits.liveFreshMs);
        live += action.do === 'live' ? 1 : 0;
        stage.sender.answered(action, stage.server.answer(action, stage.nowMs, startMs + stage.nowMs), stage.nowMs);
      }
    }
  }

  assert.ok(live >= 100 && live <= 151, `${live}`);
});

test('Nothing goes out before the connection is up and the session is joined', () => {
  const stage = new Stage().run(10);
  assert.deepEqual(stage.sent, []);
  assert.equal(stage.sender.state, 'offline');
  stage.connect().run(0.1);
  assert.deepEqual(stage.sent.map(sent => sent.do).slice(0, 3), ['join', 'live', 'backfill']);
  assert.equal(stage.sender.state, 'sending');
});

test('After a minute without network the newest goes live at once and the minute by one backfill behind it', () => {
  const stage = new Stage().connect().run(60);
  stage.sender.disconnect(stage.nowMs);
  stage.run(60);
  assert.ok(stage.buffer.status.waiting >= 60);
  const backMs = stage.nowMs;
  stage.connect().run(1);
  const after = stage.sent.filter(sent => sent.atMs >= backMs);
  assert.deepEqual(after.map(sent => sent.do), ['join', 'live', 'backfill']);
  assert.equal(stage.server.liveShown.at(-1).timestamp, new Date(startMs + backMs).toISOString());
  stage.assertAllArrived();
});

test('Four hours of waiting go in calls of 300, five at once and then each 10 s, the newest live all the while', () => {
  const stage = new Stage().run(4 * 3600);
  const backMs = stage.nowMs;
  stage.connect().run(1);
  assert.equal(stage.count('backfill'), limits.backfillBurst);
  assert.ok(stage.sent.filter(sent => sent.do === 'backfill').every(sent => sent.batch.length === 300));
  stage.run(600);
  assert.equal(stage.server.liveShown.filter(sample => Date.parse(sample.timestamp) >= startMs + backMs).length, 301);
  stage.assertAllArrived();
});

test('Large samples go in calls under 60 KiB', () => {
  const stage = new Stage();
  stage.heartRate = Array.from({ length: 150 }, () => 1234);
  stage.run(400).connect().run(60);
  assert.ok(stage.count('backfill') >= 4);
  stage.assertAllArrived();
});

test('An answer that is lost: the sample is sent again by backfill, and stored once', () => {
  const stage = new Stage().connect().run(20);
  stage.server.mode = 'lost';
  stage.run(20);
  stage.server.mode = 'well';
  stage.assertAllArrived();
  assert.ok(stage.server.duplicates > 0);
});

test('A connection that breaks in the middle of a call: what it carried stays, and its late answer says nothing', () => {
  const stage = new Stage().connect().run(20);
  stage.nowMs += 10_000;
  const action = stage.sender.next(stage.nowMs, startMs + stage.nowMs);
  assert.equal(action.do, 'backfill');
  const before = stage.buffer.status.waiting;
  stage.sender.disconnect(stage.nowMs);
  stage.sender.answered(action, { ok: true }, stage.nowMs);
  assert.equal(stage.buffer.status.waiting, before);
  stage.connect().assertAllArrived();
});

test('rate_limited: nothing is lost, and it is asked again after the time that the server says', () => {
  const stage = new Stage().connect().run(10);
  // A watch of the same player takes the allowance.
  stage.server.live = { left: 0, most: 1, everyMs: 7000, atMs: stage.nowMs };
  stage.server.backfill = { left: 0, most: 1, everyMs: 30_000, atMs: stage.nowMs };
  const fromMs = stage.nowMs;
  stage.run(120);
  // Each 7 s one that is taken, and one that is told to wait.
  assert.ok(stage.count('live', fromMs) <= 2 * 120 / 7 + 1, `${stage.count('live', fromMs)} live`);
  assert.ok(stage.count('backfill', fromMs) <= 9, `${stage.count('backfill', fromMs)} backfills`);
  stage.measuring = false;
  stage.run(120);
  assert.equal(stage.buffer.status.waiting, 0);
  assert.equal(stage.server.stored.size, stage.measured);
});

test('unavailable: it is asked less and less often, at least each 30 s, and then all arrives', () => {
  const stage = new Stage().connect().run(10);
  stage.server.mode = 'unavailable';
  const fromMs = stage.nowMs;
  stage.run(300);
  const tries = stage.sent.filter(sent => sent.atMs >= fromMs).length;
  assert.ok(tries >= 10 && tries <= 40, `${tries} tries`);
  assert.equal(stage.buffer.status.refused, 0);
  stage.server.mode = 'well';
  stage.assertAllArrived();
});

test('conflict: the join was lost on the server, so it joins again, and no more than each 30 s', () => {
  const stage = new Stage().connect().run(40);
  stage.server.joined = false;
  const joins = stage.server.joins;
  stage.run(10);
  assert.equal(stage.server.joins, joins + 1);
  stage.assertAllArrived();
});

test('A session that has ended takes what waits, and no longer anything live', () => {
  const stage = new Stage().connect().run(60);
  stage.server.mode = 'ended';
  stage.run(30);
  const live = stage.count('live', 60_000);
  assert.ok(live <= 3, `${live} live samples were tried`);
  stage.sender.ended = true;
  stage.assertAllArrived();
  assert.equal(stage.count('live', 100_000), 0);
});

test('A call that came after the end is given up and counted; before the end was known it waits', () => {
  const stage = new Stage().connect().run(2);
  stage.server.mode = 'ended';
  stage.buffer.addCall('training:player:interval:progress', { intervalId: 'a' });
  stage.run(2);
  assert.equal(stage.buffer.status.calls, 1);
  stage.sender.ended = true;
  stage.run(40);
  assert.deepEqual([stage.buffer.status.calls, stage.buffer.status.refused], [0, 1]);
});

test('removed: nothing is sent but a join each 30 s, samples are kept, and arrive once let in again', () => {
  const stage = new Stage().connect().run(10);
  stage.server.mode = 'removed';
  stage.run(10);
  assert.equal(stage.sender.state, 'removed');
  const fromMs = stage.nowMs;
  stage.run(120);
  const sent = stage.sent.filter(sent => sent.atMs >= fromMs);
  assert.ok(sent.length <= 4 && sent.every(({ do: what }) => what === 'join'));
  stage.server.mode = 'well';
  stage.sender.retry();
  stage.run(0.1);
  assert.equal(stage.sender.state, 'sending');
  stage.assertAllArrived();
});

test('Told to be removed, it stops before it is refused', () => {
  const stage = new Stage().connect().run(10);
  stage.sender.removed(stage.nowMs);
  stage.run(20);
  assert.equal(stage.sent.filter(sent => sent.atMs >= 10_000).length, 0);
  assert.equal(stage.sender.state, 'removed');
});

test('A sample that the server will never take is counted and goes; the others of its call arrive', () => {
  const stage = new Stage().connect();
  stage.server.refuses = sample => sample.timestamp === new Date(startMs + 7000).toISOString() || sample.timestamp === new Date(startMs + 8000).toISOString();
  stage.run(60);
  stage.measuring = false;
  stage.run(60);
  assert.deepEqual([stage.buffer.status.waiting, stage.buffer.status.refused, stage.server.stored.size], [0, 2, 58]);
});

test('A call that the server refuses as a whole is halved until the bad sample stands alone', () => {
  const stage = new Stage();
  const bad = new Date(startMs + 30_000).toISOString();
  const whole = stage.server.backfillCall.bind(stage.server);
  stage.server.backfillCall = action => action.batch.some(({ sample }) => sample.timestamp === bad) ? { ok: false, error: { code: 'invalid', message: 'No.' } } : whole(action);
  stage.run(60).connect().run(200);
  stage.measuring = false;
  stage.run(60);
  assert.deepEqual([stage.buffer.status.waiting, stage.buffer.status.refused, stage.server.stored.size], [0, 1, 259]);
});

test('A call that breaks the connection is halved too', () => {
  const stage = new Stage();
  const whole = stage.server.backfillCall.bind(stage.server);
  stage.server.backfillCall = action => action.batch.length > 50 ? null : whole(action);
  stage.run(200).connect().run(400);
  stage.assertAllArrived();
});

test('Progress goes first, in order, and is sent again until it is answered', () => {
  const stage = new Stage().connect().run(4);
  stage.server.mode = 'unavailable';
  stage.buffer.addCall('training:player:interval:progress', { intervalId: 'a' });
  stage.buffer.addCall('training:player:interval:progress', { intervalId: 'b' });
  stage.run(5);
  assert.equal(stage.buffer.status.calls, 2);
  stage.server.mode = 'well';
  stage.run(10);
  assert.deepEqual(stage.server.calls.map(call => call.argument.intervalId), ['a', 'b']);
  stage.assertAllArrived();
});

test('Forty calls keep to four a second', () => {
  const stage = new Stage();
  for (let n = 0; n < 40; n++) {
    stage.buffer.addCall('training:player:status', { n });
  }

  stage.connect().run(5);
  assert.ok(stage.server.calls.length <= 21);
  stage.run(10);
  assert.deepEqual(stage.server.calls.map(call => call.argument.n), Array.from({ length: 40 }, (_, n) => n));
});

test(`Whatever line and server do, each sample is stored once and nothing is lost (seed ${seed})`, () => {
  const r = random();
  for (let run = 0; run < 20; run++) {
    const stage = new Stage();
    for (let step = 0; step < 40; step++) {
      r.pick([
        () => stage.connect(),
        () => stage.sender.disconnect(stage.nowMs),
        () => stage.server.mode = 'unavailable',
        () => stage.server.mode = 'lost',
        () => stage.server.mode = 'removed',
        () => stage.server.mode = 'well',
        () => stage.server.joined = false,
        () => stage.buffer.addCall('training:player:status', { step }),
      ])();
      stage.run(r.int(1, 40));
    }

    stage.server.mode = 'well';
    stage.sender.disconnect(stage.nowMs);
    stage.measuring = false;
    stage.connect().run(120);
    assert.equal(stage.buffer.status.waiting, 0);
    assert.equal(stage.buffer.status.calls, 0);
    assert.equal(stage.server.stored.size, stage.measured);
    assert.equal(stage.buffer.status.lost + stage.buffer.status.refused, 0);
    assert.equal(stage.buffer.status.arrived, stage.measured);
  }
});

test(`No five minutes hold more calls than the server allows (seed ${seed})`, () => {
  const stage = new Stage().run(3000).connect().run(600);
  for (const { atMs } of stage.sent) {
    const within = (what, spanMs) => stage.sent.filter(sent => sent.do === what && sent.atMs >= atMs && sent.atMs < atMs + spanMs).length;
    assert.ok(within('live', 60_000) <= 30);
    assert.ok(within('backfill', 300_000) <= 6 + 30);
  }
});
