import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Guidance, patience } from '../../../wwwroot/play/cues/guidance.js';
import { beeps, cuePlayer, flash, shakes, tones, usualSwitches, vibration, voice } from '../../../wwwroot/play/cues/players.js';
import { cuesBetween, startCuesBetween } from '../../../wwwroot/play/cues/timeline.js';
import { wordingOf } from '../../../wwwroot/play/cues/wording.js';
import { random, seed } from './random.mjs';

const plan = [
  { intervalId: 'a', name: 'Warm-up', seconds: 60, intensity: 'easy' },
  { intervalId: 'b', name: 'Sprint', seconds: 3, intensity: 'max', target: { metric: 'power', min: 400, max: 400 } },
  { intervalId: 'c', name: 'Tempo', seconds: 150, intensity: 'hard', target: { metric: 'pace', min: 245, max: 260 } },
];
const short = cue => cue.kind + (cue.seconds ?? cue.index ?? '');

test('Three, two, one and the change stand at each end of an interval, and the end after the last', () => {
  assert.deepEqual(cuesBetween(plan, 50_000, 60_000).map(cue => [short(cue), cue.atMs]).slice(-2), [['countdown1', 59_000], ['change1', 60_000]]);
  let told = [];
  for (let at = 0; at < 220_000; at += 250) {
    told = told.concat(cuesBetween(plan, at, at + 250).map(short));
  }

  assert.deepEqual(told, ['countdown3', 'countdown2', 'countdown1', 'change1', 'countdown2', 'countdown1', 'change2', 'countdown3', 'countdown2', 'countdown1', 'end']);
});

test(`Ticks of any length tell each cue once (seed ${seed})`, () => {
  const r = random();
  for (let run = 0; run < 200; run++) {
    let told = [];
    for (let [at, next] = [0, 0]; at < 214_000; at = next) {
      next = at + r.int(1, 1400);
      told = told.concat(cuesBetween(plan, at, next).map(short));
    }

    assert.equal(told.length, 11, told.join());
  }
});

test('Cues may be asked for ahead, to be planned by the audio clock', () => {
  assert.deepEqual(cuesBetween(plan, 56_900, 57_100, 56_950).map(({ atMs }) => atMs), [57_000]);
});

test('Who wakes up hears where they are, and not all that they missed', () => {
  assert.deepEqual(cuesBetween(plan, 10_000, 100_000).map(short), ['change2']);
  assert.deepEqual(cuesBetween(plan, 10_000, 900_000).map(short), ['end']);
});

test('A start that is announced is counted down to; one that was missed is not told', () => {
  assert.deepEqual(startCuesBetween(10_000, 6000, 10_000, 10_000).map(short), ['countdown1', 'start0']);
  assert.deepEqual(startCuesBetween(10_000, 6000, 8100).map(short), ['countdown3', 'countdown2']);
  assert.deepEqual(startCuesBetween(10_000, 0, 60_000), []);
});

test('The voice says name, length and target of what begins', () => {
  assert.equal(wordingOf({ kind: 'start', atMs: 0, index: 0 }, plan), 'Warm-up, 1 minute.');
  assert.equal(wordingOf({ kind: 'change', atMs: 0, index: 1 }, plan), 'Sprint, 3 seconds, 400 watts.');
  assert.equal(wordingOf({ kind: 'change', atMs: 0, index: 2 }, plan), 'Tempo, 2 minutes 30 seconds, 4:05 to 4:20 a kilometre.');
  assert.equal(wordingOf({ kind: 'change', atMs: 0, index: 9 }, plan), 'Go.');
  assert.equal(wordingOf({ kind: 'advice', atMs: 0, advice: 'harder' }, plan), 'Harder.');
  assert.equal(wordingOf({ kind: 'countdown', atMs: 0, seconds: 2 }, plan), '');
});

const power = { metric: 'power', min: 200, max: 220 };

/** What is said when power goes through these values, one each second, in an interval that began long ago. */
function said(values, target = power) {
  const guidance = new Guidance();
  guidance.begin(-100_000);
  return values.map((value, second) => [second, guidance.update({ nowMs: second * 1000, target, value })]).filter(([, advice]) => advice !== null).map(([second, advice]) => `${second} ${advice}`);
}

const times = (count, value) => Array.from({ length: count }, () => value);

test('Who is on target hears nothing', () => {
  assert.deepEqual(said(times(600, 210)), []);
});

test('Out of the band is said after six seconds, and that they are back after three', () => {
  assert.deepEqual(said([...times(10, 210), ...times(10, 180), ...times(10, 210)]), ['16 harder', '23 on target']);
  assert.deepEqual(said([...times(10, 210), ...times(10, 240)]), ['16 easier']);
});

test('A moment out of the band is not said', () => {
  assert.deepEqual(said([...times(10, 210), ...times(5, 150), ...times(60, 210)]), []);
});

test('A value that sways about the edge is not said', () => {
  assert.deepEqual(said(Array.from({ length: 600 }, (_, second) => 200 + (second % 2 ? 5 : -5))), []);
  assert.deepEqual(said(Array.from({ length: 600 }, (_, second) => 220 + 6 * Math.sin(second / 5))), []);
});

test('Who stays out hears it again, each time later', () => {
  assert.deepEqual(said(times(500, 150)), ['6 harder', '36 harder', '96 harder', '216 harder', '336 harder', '456 harder']);
});

test('A pace is harder when it is smaller', () => {
  const pace = { metric: 'pace', min: 240, max: 260 };
  assert.deepEqual(said(times(10, 300), pace), ['6 harder']);
  assert.deepEqual(said(times(10, 200), pace), ['6 easier']);
});

test('From one side to the other is said without "on target" between', () => {
  assert.deepEqual(said([...times(10, 150), ...times(20, 300)]), ['6 harder', '16 easier']);
});

test('Without a value nothing is said and nothing shown, and it counts anew afterwards', () => {
  const guidance = new Guidance();
  guidance.begin(-100_000);
  guidance.update({ nowMs: 0, target: power, value: 150 });
  assert.equal(guidance.advice, 'harder');
  assert.equal(guidance.update({ nowMs: 5000, target: power, value: null }), null);
  assert.equal(guidance.advice, null);
  assert.equal(guidance.update({ nowMs: 7000, target: power, value: 150 }), null);
  assert.equal(guidance.update({ nowMs: 13_000, target: power, value: 150 }), 'harder');
  assert.equal(guidance.update({ nowMs: 60_000, target: null, value: 150 }), null);
});

test('A heart has time to follow at the start of an interval, and in its last seconds nothing new is said', () => {
  const guidance = new Guidance();
  guidance.begin(0);
  const target = { metric: 'heartRate', min: 150, max: 160 };
  for (let nowMs = 0; nowMs < patience.settle.heartRate; nowMs += 1000) {
    assert.equal(guidance.update({ nowMs, target, value: 110 }), null);
  }

  assert.equal(guidance.update({ nowMs: patience.settle.heartRate, target, value: 110, leftMs: 5000 }), null);
  assert.equal(guidance.update({ nowMs: patience.settle.heartRate, target, value: 110, leftMs: 60_000 }), 'harder');
});

test(`However a value moves, no more than one advice is said in three seconds and twenty in ten minutes for one that only noise moves (seed ${seed})`, () => {
  const r = random();
  for (let run = 0; run < 50; run++) {
    const values = Array.from({ length: 600 }, () => 190 + r.next() * 40);
    const at = said(values).map(text => Number.parseInt(text, 10));
    assert.ok(at.every((second, n) => n === 0 || second - at[n - 1] >= 3));
    assert.ok(at.length <= 20, `${at.length}`);
  }
});

class FakeAudio {
  state = 'suspended';
  currentTime = 7;
  destination = {};
  tones = [];
  async resume() {
    this.state = 'running';
  }

  createOscillator() {
    const self = { frequency: { value: 0 }, connect: next => next, start: at => this.tones.push([self.frequency.value, at]), stop() { } };
    return self;
  }

  createGain() {
    return { gain: { setValueAtTime() { }, linearRampToValueAtTime() { } }, connect: next => next };
  }
}

test('Beeps wait for a tap, and then come when they are due by the audio clock', async () => {
  const audio = new FakeAudio();
  const sound = beeps(() => audio);
  sound.play('countdown');
  assert.equal(sound.available, false);
  await sound.unlock();
  sound.play('change', 500);
  assert.deepEqual(audio.tones.map(([hertz, at]) => [hertz, Number(at.toFixed(3))]), [[1320, 7.5], [1320, 7.72]]);
});

test('A browser without sound is no fault', async () => {
  const sound = beeps(() => { throw new Error('NotSupportedError'); });
  await sound.unlock();
  sound.play('countdown');
  assert.equal(sound.available, false);
});

test('No two sorts of cue sound or feel the same', () => {
  for (const patterns of [tones, shakes]) {
    const texts = Object.values(patterns).map(pattern => JSON.stringify(pattern));
    assert.equal(new Set(texts).size, texts.length);
  }
});

test('A new word cuts the old one short', () => {
  const told = [];
  const speaker = voice({ cancel: () => told.push('cancel'), speak: ({ text }) => told.push(text) }, text => ({ text }));
  speaker.say('Harder.');
  speaker.say('');
  assert.deepEqual(told, ['cancel', 'Harder.']);
  assert.equal(voice(undefined, text => ({ text })).available, false);
});

test('The screen flashes for a moment, never more than twice a second', () => {
  let nowMs = 0;
  const later = [];
  const screen = { dataset: {} };
  const light = flash(screen, () => nowMs, (work, ms) => later.push([nowMs + ms, work]));
  light.show('on target');
  assert.equal(screen.dataset.flash, 'on-target');
  nowMs = 300;
  light.show('harder');
  assert.equal(screen.dataset.flash, 'on-target');
  nowMs = 400;
  later.shift()[1]();
  assert.equal('flash' in screen.dataset, false);
  nowMs = 500;
  light.show('harder');
  assert.equal(screen.dataset.flash, 'harder');
});

test('A cue goes all ways that are switched on, and one that fails keeps none back', () => {
  const told = [];
  const ways = {
    beeps: { play: (sort, inMs) => told.push(`beep ${sort} ${inMs}`) },
    voice: { say: () => { throw new Error('no voice'); } },
    flash: { show: sort => told.push(`flash ${sort}`) },
    vibration: { shake: sort => told.push(`shake ${sort}`) },
  };
  const cue = { kind: 'advice', atMs: 0, advice: 'easier' };
  cuePlayer(ways, () => usualSwitches, work => work()).play(cue, 'Easier.', 100);
  assert.deepEqual(told.splice(0), ['beep easier 100', 'flash easier', 'shake easier']);
  cuePlayer(ways, () => ({ voice: false, beeps: false, flash: false, vibration: true }), work => work()).play(cue, 'Easier.');
  assert.deepEqual(told, ['shake easier']);
});

test('A device that cannot vibrate says so', () => {
  assert.equal(vibration({}).available, false);
  vibration({}).shake('change');
});
