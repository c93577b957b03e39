import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure, ServerClock } from '../../../wwwroot/play/clock/server-clock.js';
import { PlayersWorkout } from '../../../wwwroot/play/workout.js';
import { random, seed } from './random.mjs';

const plan = [
  { intervalId: 'a', name: 'Warm-up', seconds: 30, intensity: 'easy' },
  { intervalId: 'b', name: 'Work', seconds: 60, intensity: 'hard', target: { metric: 'power', min: 240, max: 260 } },
  { intervalId: 'c', name: 'Rest', seconds: 30, intensity: 'easy' },
];

/** A player, ticking each 250 ms of the server's time. */
class Player {
  constructor(kept) {
    this.workout = new PlayersWorkout(plan, kept);
    [this.serverMs, this.cues, this.reports, this.begun, this.values] = [0, [], [], [], {}];
  }

  until(serverMs) {
    for (; this.serverMs <= serverMs; this.serverMs += 250) {
      const moment = this.moment = this.workout.tick({ serverMs: this.serverMs, nowMs: this.serverMs, values: this.values });
      this.cues.push(...moment.cues.map(({ cue, inMs }) => `${cue.advice ?? cue.kind}${cue.seconds ?? cue.index ?? ''} ${this.serverMs + inMs}`));
      this.reports.push(...moment.reports.map(({ currentInterval, completed }) => `${currentInterval} ${completed}`));
      this.begun.push(...moment.begun ? [moment.begun] : []);
    }

    return this;
  }
}

const wholePlan = ['change1 40000', 'change2 100000', 'end 130000'];

test('An announced start is counted down to, and every interval change comes by itself, once', () => {
  const player = new Player();
  player.workout.change('start', 10_000);
  player.until(5000);
  assert.deepEqual([player.moment.startsInMs, player.moment.runs, player.moment.position], [5000, false, null]);
  player.until(140_000);
  assert.deepEqual(player.cues.slice(0, 4), ['countdown3 7000', 'countdown2 8000', 'countdown1 9000', 'start0 10000']);
  assert.deepEqual(player.cues.filter(cue => /change|end/.test(cue)), wholePlan);
  assert.deepEqual(player.reports, ['1 false', '1 true', '2 false', '2 true', '3 false', '3 true']);
  assert.deepEqual(player.begun, [{ plannedMs: 10_000, shownMs: 10_000 }]);
});

test('A start that is told when it is past is told at once', () => {
  const player = new Player().until(10_000);
  player.workout.change('start', 10_100);
  player.until(11_000);
  assert.deepEqual(player.cues, ['start0 10250']);
});

test('Who joins late is in the right second, and hears nothing of what was before', () => {
  const player = new Player();
  player.serverMs = 75_000;
  player.workout.know({ status: 'active', startTime: '1970-01-01T00:00:10.000Z', duration: 65 }, 75_000);
  player.until(75_000);
  assert.equal(player.moment.position.index, 1);
  assert.equal(player.moment.position.leftMs, 25_000);
  player.until(140_000);
  assert.deepEqual(player.cues.filter(cue => /change|end|start/.test(cue)), wholePlan.slice(1));
  assert.deepEqual(player.reports, ['2 false', '2 true', '3 false', '3 true'], 'what was over before is not theirs to report');
});

test("The trainer's pause moves everyone's clock, and is said", () => {
  const player = new Player();
  player.workout.change('start', 10_000);
  player.until(20_000);
  player.workout.change('pause', 20_200, 10_200);
  player.until(50_000);
  assert.equal(player.moment.activeMs, 10_200);
  player.workout.change('resume', 55_000, 10_200);
  player.until(200_000);
  assert.deepEqual(player.cues.filter(cue => /paused|resumed|change|end/.test(cue)), ['paused 20250', 'resumed 55000', 'change1 74800', 'change2 134800', 'end 164800']);
});

test("A player's own pause holds only theirs, over a reload too, and they may catch up with the group", () => {
  const player = new Player();
  player.workout.change('start', 10_000);
  player.until(20_000);
  player.workout.pause(true, 20_000);
  player.until(29_750);
  assert.equal(player.moment.activeMs, 10_000);
  assert.equal(player.moment.runs, false);

  const again = new Player(player.workout.kept);
  again.serverMs = 30_000;
  again.workout.know({ status: 'active', startTime: '1970-01-01T00:00:10.000Z', duration: 20 }, 30_000);
  again.until(30_000);
  assert.equal(again.moment.activeMs, 10_000);
  again.workout.pause(false, 30_000);
  again.until(40_000);
  assert.equal(again.moment.activeMs, 20_000);
  again.workout.catchUp();
  again.until(40_250);
  assert.equal(again.moment.activeMs, 30_250);
  assert.deepEqual([...player.reports, ...again.reports], ['1 false', '1 true', '2 false']);
});

test('A page that slept tells where it is and reports what ended, once', () => {
  const player = new Player();
  player.workout.change('start', 10_000);
  player.until(20_000);
  player.serverMs = 110_000;
  player.until(110_000);
  assert.deepEqual(player.cues.slice(-1), ['change2 110000']);
  assert.deepEqual(player.reports, ['1 false', '1 true', '2 true', '3 false']);
});

test('Advice is for the eye at once, and for the ear after some seconds', () => {
  const player = new Player();
  player.values = { power: 150 };
  player.workout.change('start', 0);
  player.until(31_000);
  assert.equal(player.moment.advice, 'harder');
  player.until(60_000);
  assert.deepEqual(player.cues.filter(cue => /harder/.test(cue)), ['harder 38000']);
  player.until(95_000);
  assert.equal(player.moment.advice, null);
});

test('A strength workout without intervals has a clock and nothing else', () => {
  const workout = new PlayersWorkout([]);
  workout.change('start', 1000);
  const moment = workout.tick({ serverMs: 5000, nowMs: 5000, values: {} });
  assert.deepEqual([moment.activeMs, moment.position, moment.reports, moment.cues], [4000, null, [], []]);
});

test(`Twelve phones with clocks that are minutes apart start within 20 ms of each other (seed ${seed})`, async () => {
  const r = random();
  const shown = [];
  for (let phone = 0; phone < 12; phone++) {
    const [ahead, drift] = [r.int(-300_000, 300_000), (r.next() - 0.5) * 1e-4];
    let trueMs = 1_800_000_000_000;
    const local = () => (trueMs - 1_800_000_000_000) * (1 + drift) + ahead;
    const clock = new ServerClock();
    await measure(clock, async () => {
      trueMs += 5 + r.next() * 30;
      const serverMs = trueMs;
      trueMs += 5 + r.next() * 30;
      return serverMs;
    }, local);
    const startMs = 1_800_000_015_000;
    const workout = new PlayersWorkout(plan);
    workout.change('start', startMs);
    for (trueMs = 1_800_000_005_000; ; trueMs += 1) {
      if (workout.tick({ serverMs: clock.now(local()), nowMs: local(), values: {} }).begun) {
        shown.push(trueMs - startMs);
        break;
      }
    }
  }

  const skew = Math.max(...shown) - Math.min(...shown);
  assert.ok(skew < 20, `${skew} ms`);
});
