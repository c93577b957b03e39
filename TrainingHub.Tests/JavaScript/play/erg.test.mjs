import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../../wwwroot/play/sensors/gatt.js';
import { ceilingOf, off, step, timing } from '../../../wwwroot/play/trainer/erg.js';
import { random, seed } from './random.mjs';
import { bytes } from './vectors.mjs';

const names = { 0: 'control', 1: 'reset', 5: 'power', 7: 'start', 8: 'stop' };

/** A trainer that keeps to section 4.16: it grants control, takes one procedure at a time, and answers after `delayMs`. */
class Trainer {
  constructor() {
    Object.assign(this, { control: false, started: false, loadW: 0, busyUntilMs: -1, delayMs: 40, answers: [], overlaps: 0, deaf: false, refuses: () => null });
  }

  take(value, nowMs) {
    if (this.deaf) {
      return;
    }

    const op = value[0];
    this.overlaps += nowMs < this.busyUntilMs ? 1 : 0;
    this.busyUntilMs = nowMs + this.delayMs;
    let result = this.refuses(op) ?? (op !== 0 && !this.control ? 5 : 1);
    if (result === 1) {
      switch (op) {
        case 0: this.control = true; break;
        case 5: this.loadW = value[1] | value[2] << 8; break;
        case 7: this.started = true; break;
        case 8: this.started = false; this.loadW = 0; break;
        default: result = 2;
      }
    }

    this.answers.push({ atMs: nowMs + this.delayMs, ...decode(0x2ad9, Uint8Array.of(0x80, op, result)).values });
  }
}

/** A page with a trainer, 50 ms at a time. */
class Ride {
  constructor({ ceilingW = 400 } = {}) {
    Object.assign(this, { nowMs: 0, trainer: new Trainer(), state: off({ ceilingW }), written: [], wakeMs: null, cadence: 90 });
  }

  send(event) {
    const { state, write, wakeMs } = step(this.state, { nowMs: this.nowMs, ...event });
    [this.state, this.wakeMs] = [state, wakeMs];
    if (write) {
      this.written.push({ atMs: this.nowMs, what: names[write[0]], watts: write[0] === 5 ? write[1] | write[2] << 8 : undefined, bytes: [...write] });
      this.trainer.take(write, this.nowMs);
    }

    return this;
  }

  run(ms) {
    for (const end = this.nowMs + ms; this.nowMs < end; this.nowMs += 50) {
      if (this.nowMs % 500 === 0) {
        this.send({ type: 'pedals', cadence: this.cadence, power: null });
      }

      for (let n = this.trainer.answers.findIndex(({ atMs }) => atMs <= this.nowMs); n >= 0; n = this.trainer.answers.findIndex(({ atMs }) => atMs <= this.nowMs)) {
        this.send({ type: 'answer', ...this.trainer.answers.splice(n, 1)[0] });
      }

      if (this.wakeMs !== null && this.wakeMs <= this.nowMs) {
        this.send({ type: 'tick' });
      }
    }

    return this;
  }

  connect() {
    return this.send({ type: 'connected', targets: ['resistance', 'power'], range: { min: 0, max: 2000 } });
  }

  /** Connected, switched on and at 200 W. */
  riding() {
    this.connect().send({ type: 'switch', on: true }).send({ type: 'go' }).send({ type: 'plan', watts: 200 }).run(10_000);
    assert.equal(this.trainer.loadW, 200);
    this.written = [];
    return this;
  }

  get did() {
    return this.written.map(({ what, watts }) => watts === undefined ? what : `${what} ${watts}`);
  }
}

test('It asks for control, starts, and raises the load over five seconds once the pedals turn', () => {
  const ride = new Ride().connect().send({ type: 'switch', on: true }).send({ type: 'go' }).send({ type: 'plan', watts: 200 });
  assert.deepEqual(ride.did, []);
  ride.run(12_000);
  assert.deepEqual(ride.did.slice(0, 2), ['control', 'start']);
  const watts = ride.written.filter(({ what }) => what === 'power').map(write => write.watts);
  assert.deepEqual(watts, [...watts].sort((a, b) => a - b));
  assert.ok(watts.length >= 5 && watts.length <= 8, `${watts}`);
  assert.ok(ride.written[0].atMs >= timing.pedalsMs);
  assert.equal(ride.trainer.loadW, 200);
  assert.equal(ride.trainer.overlaps, 0);
});

test('The bytes are those of the specification', () => {
  const ride = new Ride().riding();
  ride.send({ type: 'plan', watts: 300 }).run(1000);
  ride.send({ type: 'hold', how: 'pause' }).run(1000);
  assert.deepEqual(ride.written.map(({ bytes: sent }) => sent), [[5, 44, 1], [5, 0, 0], [8, 2]]);
  ride.send({ type: 'go' }).run(1000).send({ type: 'hold', how: 'stop' }).run(1000);
  assert.deepEqual(ride.written.at(-1).bytes, [8, 1]);
});

test('Another interval is another target, at once', () => {
  const ride = new Ride().riding().send({ type: 'plan', watts: 120 });
  assert.deepEqual(ride.did, ['power 120']);
  ride.run(1000);
  assert.equal(ride.trainer.loadW, 120);
});

test('Never more than the safety limit, the player is not asked; nor more than the machine takes', () => {
  const ride = new Ride({ ceilingW: 250 }).riding().send({ type: 'plan', watts: 900 }).run(1000);
  assert.equal(ride.trainer.loadW, 250);
  ride.send({ type: 'ceiling', watts: 220 }).run(1000);
  assert.equal(ride.trainer.loadW, 220);
  assert.equal(ceilingOf(240), 360);
  assert.equal(ceilingOf(null), 250);
});

test('When the pedals stop the load goes at once, and comes back softly', () => {
  const ride = new Ride().riding();
  ride.send({ type: 'pedals', cadence: 0, power: null });
  assert.deepEqual(ride.did, ['power 0']);
  ride.cadence = 0;
  ride.run(1000);
  assert.deepEqual(ride.did, ['power 0', 'stop']);
  ride.cadence = 80;
  ride.run(1500);
  assert.equal(ride.trainer.loadW, 0);
  ride.run(2000);
  assert.ok(ride.trainer.loadW < 120, `${ride.trainer.loadW} W`);
  ride.run(6000);
  assert.equal(ride.trainer.loadW, 200);
});

test('When the player pauses in the middle of a write, the load does not wait for its answer', () => {
  const ride = new Ride().riding();
  ride.trainer.delayMs = 2900;
  ride.send({ type: 'plan', watts: 300 }).run(100);
  ride.send({ type: 'hold', how: 'pause' }).run(timing.answerBeforeOffMs);
  assert.deepEqual(ride.did, ['power 300', 'power 0']);
});

test('Pedals of which nothing is heard do not turn', () => {
  const ride = new Ride().riding();
  ride.cadence = null;
  ride.run(timing.silentMs + 1500);
  assert.equal(ride.trainer.loadW, 0);
});

test('Without a cadence sensor the power tells whether somebody rides', () => {
  const ride = new Ride().connect().send({ type: 'switch', on: true }).send({ type: 'go' }).send({ type: 'plan', watts: 150 });
  ride.cadence = null;
  for (let n = 0; n < 20; n++) {
    ride.send({ type: 'pedals', cadence: null, power: 90 }).run(500);
  }

  assert.equal(ride.trainer.loadW, 150);
  ride.send({ type: 'pedals', cadence: null, power: 0 });
  assert.equal(ride.did.at(-1), 'power 0');
});

test('An interval without a target leaves the machine free', () => {
  const ride = new Ride().riding().send({ type: 'plan', watts: null }).run(1000);
  assert.equal(ride.trainer.loadW, 0);
  assert.equal(ride.state.loaded, false);
});

test('Control that was taken away is asked for again', () => {
  const ride = new Ride().riding();
  ride.trainer.control = false;
  ride.send({ type: 'plan', watts: 240 }).run(1000);
  assert.deepEqual(ride.did, ['power 240', 'control', 'power 240']);
  ride.trainer.control = false;
  ride.send({ type: 'status', status: 'control lost' }).run(1000);
  assert.equal(ride.trainer.loadW, 240);
});

test('A machine without start and stop of its own is controlled all the same', () => {
  const ride = new Ride();
  ride.trainer.refuses = op => op === 7 || op === 8 ? 2 : null;
  ride.riding().send({ type: 'hold', how: 'pause' }).run(1000);
  assert.equal(ride.trainer.loadW, 0);
  assert.equal(ride.state.loaded, false);
});

test('A machine whose power cannot be set is left alone', () => {
  const told = new Ride().send({ type: 'connected', targets: ['resistance'], range: {} }).send({ type: 'switch', on: true }).send({ type: 'go' }).send({ type: 'plan', watts: 200 }).run(10_000);
  assert.deepEqual(told.did, []);

  const silent = new Ride();
  silent.trainer.refuses = op => op === 5 ? 2 : null;
  silent.connect().send({ type: 'switch', on: true }).send({ type: 'go' }).send({ type: 'plan', watts: 200 }).run(10_000);
  assert.match(silent.state.trouble, /does not let its power be set/);
  assert.equal(silent.did.filter(what => what.startsWith('power')).length, 1);
});

test('A trainer that refuses is asked again, not more than once a second, and the player is told', () => {
  const ride = new Ride().riding();
  ride.trainer.refuses = op => op === 5 ? 4 : null;
  ride.send({ type: 'plan', watts: 300 }).run(10_000);
  assert.ok(ride.written.length >= 5 && ride.written.length <= 20, `${ride.did}`);
  assert.match(ride.state.trouble, /another app/);
  ride.trainer.refuses = () => null;
  ride.run(3000);
  assert.equal(ride.trainer.loadW, 300);
  assert.equal(ride.state.trouble, null);
});

test('A trainer that does not answer when it is to let go is asked until it does, and the player is warned', () => {
  const ride = new Ride().riding();
  ride.trainer.deaf = true;
  ride.send({ type: 'hold', how: 'pause' }).run(15_000);
  assert.match(ride.state.trouble, /switch it off/);
  ride.trainer.deaf = false;
  ride.run(8000);
  assert.equal(ride.trainer.loadW, 0);
  assert.equal(ride.state.trouble, null);
});

test('A write that the browser refuses is tried again', () => {
  const ride = new Ride().riding();
  ride.trainer.deaf = true;
  ride.send({ type: 'hold', how: 'pause' });
  ride.trainer.deaf = false;
  ride.send({ type: 'write failed' }).run(1000);
  assert.equal(ride.trainer.loadW, 0);
});

test('A trainer that was lost while it held a load is eased as soon as it is back, if nobody rides then', () => {
  const ride = new Ride().riding().send({ type: 'lost' });
  ride.trainer.control = false;
  ride.cadence = 0;
  ride.run(5000);
  assert.deepEqual(ride.did, []);
  ride.connect().run(1000);
  assert.deepEqual(ride.did.slice(0, 2), ['control', 'power 0']);
  assert.equal(ride.trainer.loadW, 0);
});

test('Lost and back while riding, the load comes again by itself', () => {
  const ride = new Ride().riding().send({ type: 'lost' });
  Object.assign(ride.trainer, { control: false, loadW: 0 });
  ride.run(1000).connect().run(12_000);
  assert.equal(ride.trainer.loadW, 200);
});

test('A stop at the machine, or its safety key, holds until the player goes on', () => {
  for (const status of ['stopped by user', 'stopped by safety key']) {
    const ride = new Ride().riding().send({ type: 'status', status }).run(2000);
    assert.equal(ride.trainer.loadW, 0, status);
    ride.send({ type: 'go' }).run(12_000);
    assert.equal(ride.trainer.loadW, 200);
  }
});

test('Switched off, it lets go and writes no more', () => {
  const ride = new Ride().riding().send({ type: 'switch', on: false }).run(2000);
  assert.deepEqual(ride.did, ['power 0', 'stop']);
  ride.written = [];
  ride.send({ type: 'plan', watts: 300 }).run(10_000);
  assert.deepEqual(ride.did, []);
});

test('An answer that is not to what was asked changes nothing', () => {
  const ride = new Ride().connect().send({ type: 'switch', on: true }).send({ type: 'go' }).send({ type: 'plan', watts: 200 });
  ride.send({ type: 'answer', request: 5, result: 'success' });
  assert.equal(ride.state.setW, null);
  assert.deepEqual(decode(0x2ad9, bytes('800501')).values, { request: 5, result: 'success' });
});

test(`Whatever happens, no write is above the limit, and a player who stops is free within two seconds of a trainer that answers (seed ${seed})`, () => {
  const r = random();
  for (let run = 0; run < 150; run++) {
    const ride = new Ride({ ceilingW: 300 }).connect().send({ type: 'switch', on: true }).send({ type: 'go' });
    for (let n = 0; n < 40; n++) {
      r.pick([
        () => ride.send({ type: 'plan', watts: r.chance(0.2) ? null : r.int(-50, 1500) }),
        () => ride.cadence = r.pick([0, 10, 30, 90, null]),
        () => ride.cadence = 90,
        () => ride.send({ type: 'hold', how: r.pick(['pause', 'stop']) }),
        () => ride.send({ type: 'go' }),
        () => { ride.trainer.control = false; ride.send({ type: 'status', status: 'control lost' }); },
        () => { ride.send({ type: 'lost' }); ride.trainer.answers = []; ride.run(r.int(0, 20) * 50).connect(); },
        () => ride.trainer.delayMs = r.pick([0, 50, 200, 1500]),
        () => ride.send({ type: 'status', status: r.pick(['started by user', 'stopped by user', 'target power']) }),
        () => ride.send({ type: 'write failed' }),
      ])();
      ride.run(r.int(0, 100) * 50);
    }

    assert.ok(ride.written.every(({ watts }) => watts === undefined || watts >= 0 && watts <= 300));
    ride.trainer.delayMs = 50;
    ride.trainer.answers = ride.trainer.answers.map(answer => ({ ...answer, atMs: Math.min(answer.atMs, ride.nowMs + 50) }));
    ride.send({ type: 'hold', how: 'pause' }).run(2000);
    assert.equal(ride.trainer.loadW, 0, `run ${run}`);
  }
});
