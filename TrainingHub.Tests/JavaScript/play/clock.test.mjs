import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueReports, positionAt } from '../../../wwwroot/play/clock/intervals.js';
import { LocalClock, measure, ServerClock } from '../../../wwwroot/play/clock/server-clock.js';
import {
  activeAt, announced, changed, clockOf, instantOf, noHold, notStarted, ownActiveAt, ownInstantOf, ownPause, ownRunsAt, runsAt,
} from '../../../wwwroot/play/clock/workout-clock.js';
import { random, seed } from './random.mjs';

/** A world with a server whose clock is `offsetMs` ahead and runs `drift` faster, behind a line with delays each way. */
class World {
  constructor({ offsetMs = 1_700_000_000_000, drift = 0, out = () => 20, back = () => 20 } = {}) {
    Object.assign(this, { offsetMs, drift, out, back, localMs: 0 });
  }

  server(localMs = this.localMs) {
    return localMs * (1 + this.drift) + this.offsetMs;
  }

  ask = async () => {
    this.localMs += this.out();
    const serverMs = this.server();
    this.localMs += this.back();
    return serverMs;
  };

  measure(clock, times) {
    return measure(clock, this.ask, () => this.localMs, times);
  }

  wrong(clock) {
    return Math.abs(clock.now(this.localMs) - this.server());
  }
}

test('On an even line the offset is exact', async () => {
  const [world, clock] = [new World(), new ServerClock()];
  assert.equal(await world.measure(clock), 8);
  assert.ok(world.wrong(clock) < 0.01);
});

test('The trip with the least delay counts: one slow answer spoils nothing', async () => {
  const r = random();
  let asked = 0;
  const delay = () => Math.floor(asked++ / 2) % 5 === 0 ? 8 : 100 + 400 * r.next();
  const world = new World({ out: delay, back: delay });
  const clock = new ServerClock();
  await world.measure(clock, 16);
  assert.ok(world.wrong(clock) < 5, `${world.wrong(clock)} ms`);
});

test(`Whatever the line does, the truth lies within the error that is told (seed ${seed})`, async () => {
  const r = random();
  for (let run = 0; run < 200; run++) {
    const world = new World({ drift: (r.next() - 0.5) * 2e-4, out: () => r.next() * r.pick([5, 50, 500]), back: () => r.next() * r.pick([5, 50, 500]) });
    const clock = new ServerClock();
    for (let step = 0; step < 20; step++) {
      await world.measure(clock, r.int(1, 4));
      assert.ok(world.wrong(clock) <= clock.errorMs(world.localMs) + 0.01, `${world.wrong(clock)} ms wrong, ${clock.errorMs(world.localMs)} told`);
      world.localMs += r.int(0, 30_000);
    }
  }
});

test('A phone whose crystal is 80 ppm off is within a few ms after ten minutes without an answer', async () => {
  const r = random();
  const world = new World({ drift: 80e-6, out: () => 5 + r.next() * 10, back: () => 5 + r.next() * 10 });
  const clock = new ServerClock();
  for (let minute = 0; minute < 15; minute++) {
    await world.measure(clock, 3);
    world.localMs += 60_000;
  }

  world.localMs += 600_000;
  assert.ok(world.wrong(clock) < 20, `${world.wrong(clock)} ms; without drift it would be 48`);
});

test('A better measurement is walked to: the time that is shown neither jumps nor stands', async () => {
  const world = new World({ out: () => 200, back: () => 10 });
  const clock = new ServerClock();
  await world.measure(clock);
  const before = clock.now(world.localMs);
  world.out = () => 10;
  const fromMs = world.localMs;
  await world.measure(clock, 1);
  assert.ok(Math.abs(clock.now(world.localMs) - before - (world.localMs - fromMs)) < 2);
  for (let last = clock.now(world.localMs); world.localMs < 20_000;) {
    world.localMs += 100;
    const now = clock.now(world.localMs);
    assert.ok(now - last >= 94 && now - last <= 106, `${now - last} ms in 100`);
    last = now;
  }

  assert.ok(world.wrong(clock) < 1);
});

test('A correction that is too far to walk is taken at once', async () => {
  const world = new World();
  const clock = new ServerClock();
  await world.measure(clock, 1);
  world.offsetMs += 60_000;
  clock.forget();
  await world.measure(clock, 1);
  assert.ok(world.wrong(clock) < 0.01);
});

test('An answer that came before it was asked for is none', () => {
  const clock = new ServerClock();
  assert.equal(clock.add({ sentMs: 10, receivedMs: 9, serverMs: 1000 }), false);
  assert.equal(clock.add({ sentMs: 10, receivedMs: 20, serverMs: Number.NaN }), false);
  assert.equal(clock.known, false);
  assert.equal(clock.errorMs(0), Infinity);
});

test('Questions that fail are passed over', async () => {
  const [world, clock] = [new World(), new ServerClock()];
  let n = 0;
  assert.equal(await measure(clock, async () => { if (n++ % 2) throw new Error('offline'); return world.ask(); }, () => world.localMs), 4);
  assert.ok(world.wrong(clock) < 0.01);
});

test('The time that a server takes is no delay of the line', () => {
  const clock = new ServerClock();
  clock.add({ sentMs: 0, receivedMs: 1020, serverMs: 5510, serverTookMs: 1000 });
  assert.equal(clock.now(1020), 6020);
  assert.ok(clock.errorMs(1020) <= 10);
});

test('The local instant of a time that was announced', async () => {
  const [world, clock] = [new World(), new ServerClock()];
  await world.measure(clock);
  assert.ok(Math.abs(clock.localAt(world.server(world.localMs + 5000), world.localMs) - world.localMs - 5000) < 0.01);
});

test('A phone that slept, or whose clock was set, notices', () => {
  let [monotonic, wall] = [0, 1000];
  const clock = new LocalClock(() => monotonic, () => wall);
  [monotonic, wall] = [60_000, 61_010];
  assert.equal(clock.slept(), false);
  wall += 30_000;
  assert.equal(clock.slept(), true);
  assert.equal(clock.slept(), false);
  wall -= 1000;
  assert.equal(clock.slept(), true);
});

const start = changed(notStarted, true, 10_000);

test('A session that is announced stands until its instant, and counts down to it', () => {
  assert.deepEqual(announced(start, 7000), { atMs: 10_000, runs: true, activeMs: 0 });
  assert.deepEqual([activeAt(start, 9999), runsAt(start, 9999)], [0, false]);
  assert.deepEqual([activeAt(start, 12_500), runsAt(start, 12_500)], [2500, true]);
  assert.equal(announced(start, 10_000), null);
});

test('Pause and resume move the clock, also when they are announced ahead', () => {
  const clock = changed(changed(start, false, 20_000), true, 50_000);
  assert.deepEqual([19_000, 20_000, 49_999, 51_000].map(at => activeAt(clock, at)), [9000, 10_000, 10_000, 11_000]);
  assert.equal(activeAt(clock, 15_000), 5000);
});

test('A pause that comes before an announced start takes it back', () => {
  const clock = changed(changed(notStarted, true, 10_000), false, 8000);
  assert.deepEqual([activeAt(clock, 30_000), runsAt(clock, 30_000), announced(clock, 8000)], [0, false, null]);
});

test('What the server says of the active time holds over what follows from the clock; told twice it is one change', () => {
  const clock = changed(start, false, 20_000, 9990);
  assert.equal(activeAt(clock, 25_000), 9990);
  assert.deepEqual(changed(clock, false, 20_000, 9990), clock);
  assert.deepEqual(changed(clock, false, 23_000), clock);
});

test('Who joins late lands at the right second', () => {
  const session = { status: 'active', startTime: '1970-01-01T00:00:10.000Z', duration: 61.5 };
  assert.equal(activeAt(clockOf(session, 100_000), 101_000), 62_500);
  assert.equal(activeAt(clockOf({ ...session, startTime: '1970-01-01T00:01:45.000Z', duration: 0 }, 100_000), 106_000), 1000);
  assert.equal(activeAt(clockOf({ ...session, status: 'paused', pausedAt: '1970-01-01T00:01:00.000Z' }, 100_000), 500_000), 61_500);
  assert.equal(activeAt(clockOf({ ...session, status: 'completed', endTime: '1970-01-01T00:01:30.000Z' }, 100_000), 500_000), 61_500);
  assert.deepEqual(clockOf({ status: 'scheduled', duration: 0 }, 100_000), notStarted);
});

test("A player's own pause holds only theirs, and they go on where they were", () => {
  let own = ownPause(noHold, start, true, 20_000);
  assert.deepEqual([ownActiveAt(start, own, 25_000), activeAt(start, 25_000), ownRunsAt(start, own, 25_000)], [10_000, 15_000, false]);
  assert.equal(ownInstantOf(start, own, 12_000), null);
  own = ownPause(own, start, false, 26_000);
  assert.deepEqual([ownActiveAt(start, own, 30_000), ownRunsAt(start, own, 30_000)], [14_000, true]);
  assert.equal(ownInstantOf(start, own, 14_000), 30_000);
  assert.equal(ownPause(own, start, false, 31_000), own);
});

test('A pause of both counts once', () => {
  const session = changed(changed(start, false, 22_000), true, 40_000);
  let own = ownPause(noHold, session, true, 20_000);
  own = ownPause(own, session, false, 45_000);
  assert.equal(activeAt(session, 50_000), 22_000);
  assert.equal(ownActiveAt(session, own, 50_000), 22_000 - 2000 - 5000);
});

test(`The clock never goes back, stands while it is paused, and an active time has the instant at which it is shown (seed ${seed})`, () => {
  const r = random();
  for (let run = 0; run < 300; run++) {
    let [clock, own, at, last] = [notStarted, noHold, 0, 0];
    for (let step = 0; step < 30; step++) {
      at += r.int(1, 5000);
      const [active, mine] = [activeAt(clock, at), ownActiveAt(clock, own, at)];
      assert.ok(active >= last && mine <= active && mine >= 0);
      last = active;
      if (runsAt(clock, at)) {
        assert.equal(activeAt(clock, instantOf(clock, active)), active);
      }

      r.pick([
        () => clock = changed(clock, true, at + r.int(0, 3000)),
        () => clock = changed(clock, false, at),
        () => own = ownPause(own, clock, r.chance(0.5), at),
      ])();
    }
  }
});

const plan = [
  { intervalId: 'a', name: 'Warm-up', seconds: 60, intensity: 'easy', target: null },
  { intervalId: 'b', name: 'Work', seconds: 30, intensity: 'hard', target: { metric: 'power', min: 240, max: 260 } },
  { intervalId: 'c', name: 'Rest', seconds: 30, intensity: 'easy' },
];

test('The place in a plan', () => {
  assert.deepEqual(positionAt(plan, 0), { index: 0, elapsedMs: 0, leftMs: 60_000, startsMs: 0, endsMs: 60_000 });
  assert.equal(positionAt(plan, 59_999).index, 0);
  assert.deepEqual(positionAt(plan, 60_000), { index: 1, elapsedMs: 0, leftMs: 30_000, startsMs: 60_000, endsMs: 90_000 });
  assert.equal(positionAt(plan, 120_000), null);
  assert.equal(positionAt([], 0), null);
});

test('Each interval is reported once as begun and once as ended', () => {
  let reported = { begun: 0, ended: 0 };
  const told = [];
  for (let active = 0; active <= 130_000; active += 250) {
    const due = dueReports(plan, reported, active);
    reported = due.reported;
    told.push(...due.reports.map(({ currentInterval, completed }) => `${currentInterval} ${completed}`));
  }

  assert.deepEqual(told, ['1 false', '1 true', '2 false', '2 true', '3 false', '3 true']);
});

test('A page that slept through an interval tells its end, and none twice', () => {
  const first = dueReports(plan, { begun: 0, ended: 0 }, 1000);
  const late = dueReports(plan, first.reported, 95_000);
  assert.deepEqual(late.reports.map(({ currentInterval, completed }) => [currentInterval, completed]), [[1, true], [2, true], [3, false]]);
  assert.deepEqual(dueReports(plan, late.reported, 95_000).reports, []);
});

test('A report is as the contract has it', () => {
  assert.deepEqual(dueReports(plan, { begun: 1, ended: 1 }, 60_040).reports, [{
    intervalId: 'b', intervalName: 'Work', currentInterval: 2, totalIntervals: 3, timeRemaining: 30, intensity: 'hard', targetPower: { min: 240, max: 260 }, completed: false,
  }]);
});
