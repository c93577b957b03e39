import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bluetoothHere, chooser, Sensors } from '../../../wwwroot/play/sensors/bluetooth.js';
import { bytes } from './vectors.mjs';

const uuid = number => `0000${number.toString(16).padStart(4, '0')}-0000-1000-8000-00805f9b34fb`;

/** A peripheral as Web Bluetooth shows it: services with characteristics, some with a value to read. */
class Peripheral extends EventTarget {
  constructor(id, services) {
    super();
    Object.assign(this, { id, name: `${id} 1234`, inRange: true, connects: 0, written: [] });
    const self = this;
    this.characteristics = new Map();
    const serviceList = Object.entries(services).map(([service, characteristics]) => {
      const list = characteristics.map(([number, value]) => {
        const each = Object.assign(new EventTarget(), {
          uuid: uuid(number), notifying: false, value: null,
          async startNotifications() { this.notifying = true; },
          async readValue() { if (!value) throw new Error('NotSupportedError'); return new DataView(bytes(value).buffer); },
          async writeValueWithResponse(written) { self.written.push([...written]); },
        });
        this.characteristics.set(number, each);
        return each;
      });
      return { uuid: uuid(Number(service)), getCharacteristics: async () => list, getCharacteristic: async number => list.find(each => each.uuid === uuid(number)) };
    });
    this.gatt = {
      connect: async () => {
        self.connects++;
        if (!self.inRange) throw new Error('NetworkError');
        return { getPrimaryServices: async () => serviceList };
      },
      disconnect: () => { self.disconnected = true; },
    };
  }

  notify(number, hex) {
    const each = this.characteristics.get(number);
    if (each.notifying) {
      each.value = new DataView(bytes(hex).buffer);
      each.dispatchEvent(new Event('characteristicvaluechanged'));
    }
  }

  lose() {
    this.inRange = false;
    for (const each of this.characteristics.values()) each.notifying = false;
    this.dispatchEvent(new Event('gattserverdisconnected'));
  }
}

const strap = () => new Peripheral('strap', { 0x180d: [[0x2a37]], 0x180f: [[0x2a19, '57']] });
const trainer = () => new Peripheral('trainer', { 0x1826: [[0x2acc, '0250000008000000'], [0x2ad8, '0000d0070100'], [0x2ad2], [0x2ad9], [0x2ada]], 0x1818: [[0x2a63]] });

function page(...peripherals) {
  const told = { readings: [], control: [], controllable: [], changes: 0, later: [], nowMs: 0 };
  let next = 0;
  const bluetooth = { requestDevice: async options => { told.options = options; if (!peripherals[next]) { throw Object.assign(new Error('cancelled'), { name: 'NotFoundError' }); } return peripherals[next++]; } };
  const sensors = new Sensors({
    bluetooth, now: () => told.nowMs, later: (work, ms) => told.later.push([ms, work]),
    onReading: (source, reading) => told.readings.push([source.sensor, source.kind, reading.metrics]), onChange: () => told.changes++,
    onControl: (id, number) => told.control.push(number), onControllable: (id, connected) => told.controllable.push(connected),
  });
  return { sensors, told };
}

test('A strap that the player chooses is read, with its battery', async () => {
  const chest = strap();
  const { sensors, told } = page(chest);
  assert.equal(await sensors.add(), true);
  assert.equal(told.options, chooser);
  chest.notify(0x2a37, '1659a202');
  assert.deepEqual(told.readings, [['strap', 'heartRate', { heartRate: 89 }]]);
  assert.deepEqual(sensors.list, [{
    id: 'strap', name: 'strap 1234', state: 'connected', kinds: ['heartRate'], batteryPercent: 87, contact: true, lastFrameMs: 0, droppedFrames: 0, droppedValues: 0, controllable: false,
  }]);
  chest.notify(0x2a19, '56');
  assert.equal(sensors.list[0].batteryPercent, 86);
});

test('Who chooses none is not told of a fault', async () => {
  assert.equal(await page().sensors.add(), false);
});

test('Several at once, and a frame that cannot be is counted and not passed on', async () => {
  const [chest, bike] = [strap(), trainer()];
  const { sensors, told } = page(chest, bike);
  await sensors.add();
  await sensors.add();
  chest.notify(0x2a37, '00');
  bike.notify(0x2ad2, '44025e0bf0007a0054');
  bike.notify(0x2a63, '00002800');
  assert.deepEqual(told.readings.map(([sensor, kind]) => `${sensor} ${kind}`), ['trainer fitnessMachine', 'trainer cyclingPower']);
  assert.deepEqual(sensors.list.map(sensor => sensor.droppedFrames), [1, 0]);
});

test('The page is told of changes, not of each frame', async () => {
  const chest = strap();
  const { sensors, told } = page(chest);
  await sensors.add();
  chest.notify(0x2a37, '1659a202');
  const before = told.changes;
  for (let n = 0; n < 10; n++) chest.notify(0x2a37, '1659a202');
  assert.equal(told.changes, before);
});

test('A lost sensor is tried again, ever more seldom, and goes on when it is back', async () => {
  const chest = strap();
  const { sensors, told } = page(chest);
  await sensors.add();
  chest.notify(0x2a37, '0055');
  chest.lose();
  assert.equal(sensors.list[0].state, 'lost');
  const waits = [];
  for (let n = 0; n < 7; n++) {
    const [ms, work] = told.later.shift();
    waits.push(ms);
    await work();
  }

  assert.deepEqual(waits, [500, 1000, 2000, 5000, 10_000, 10_000, 10_000]);
  chest.inRange = true;
  await told.later.shift()[1]();
  assert.equal(sensors.list[0].state, 'connected');
  chest.notify(0x2a37, '0056');
  assert.equal(told.readings.length, 2);
  assert.deepEqual(told.later, []);
});

test('One tap tries at once', async () => {
  const chest = strap();
  const { sensors } = page(chest);
  await sensors.add();
  chest.lose();
  chest.inRange = true;
  await sensors.reconnect('strap');
  assert.equal(sensors.list[0].state, 'connected');
});

test('After it is back each frame counts once', async () => {
  const chest = strap();
  const { sensors, told } = page(chest);
  await sensors.add();
  chest.lose();
  chest.inRange = true;
  await sensors.reconnect('strap');
  chest.notify(0x2a37, '0056');
  assert.equal(told.readings.length, 1);
});

test('A sensor that was taken off is let go and not tried again', async () => {
  const chest = strap();
  const { sensors, told } = page(chest);
  await sensors.add();
  sensors.remove('strap');
  chest.lose();
  assert.deepEqual([chest.disconnected, sensors.list, told.later], [true, [], []]);
});

test('A trainer says what it can, takes writes one after the other, and is gone when it is', async () => {
  const bike = trainer();
  const { sensors, told } = page(bike);
  await sensors.add();
  assert.deepEqual([...told.control].sort(), [0x2acc, 0x2ad8]);
  assert.deepEqual(told.controllable, [true]);
  assert.deepEqual(await Promise.all([sensors.write('trainer', Uint8Array.of(0)), sensors.write('trainer', Uint8Array.of(7))]), [true, true]);
  assert.deepEqual(bike.written, [[0], [7]]);
  bike.notify(0x2ad9, '800001');
  assert.equal(told.control.at(-1), 0x2ad9);
  bike.lose();
  assert.deepEqual(told.controllable, [true, false]);
  assert.equal(await sensors.write('trainer', Uint8Array.of(7)), false);
});

test('Why there are no sensors is said in a sentence', async () => {
  const here = async browser => (await bluetoothHere({ secure: true, apple: false, ...browser })).why;
  assert.match(await here({ secure: false }), /https/);
  assert.match(await here({ apple: true }), /iPhone/);
  assert.match(await here({}), /Chrome, Edge/);
  assert.match(await here({ bluetooth: { getAvailability: async () => false } }), /switched off/);
  assert.equal(await here({ bluetooth: {} }), '');
});
