import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WaitingLine } from '../../../wwwroot/play/samples/waiting-line.js';

const status = (waiting, more = {}) => ({ waiting, calls: 0, oldestAtMs: null, arrived: 0, lost: 0, refused: 0, fault: null, ...more });

test('On a good line there is nothing to say', () => {
  assert.equal(new WaitingLine().tell(status(10), 'sending', 0), null);
});

test('Offline it counts, and once all is there it says so for ten seconds', () => {
  const line = new WaitingLine();
  assert.equal(line.tell(status(1), 'offline', 0).text, 'Offline. 1 sample waits. Nothing is lost.');
  assert.equal(line.tell(status(60), 'offline', 0).text, 'Offline. 60 samples wait. Nothing is lost.');
  assert.equal(line.tell(status(61), 'sending', 1000).text, 'Back. 61 samples wait. Nothing is lost.');
  assert.equal(line.tell(status(2), 'sending', 2000).text, 'All samples have arrived.');
  assert.equal(line.tell(status(2), 'sending', 11_999).text, 'All samples have arrived.');
  assert.equal(line.tell(status(2), 'sending', 12_000), null);
});

test('It does not promise what the browser cannot keep', () => {
  assert.deepEqual(new WaitingLine().tell(status(3, { fault: 'QuotaExceededError' }), 'offline', 0), { text: 'Offline. 3 samples wait. They are lost if this page closes: the browser keeps nothing.', bad: true });
  assert.match(new WaitingLine().tell(status(3, { lost: 7 }), 'offline', 0).text, /^7 of the oldest samples were given up/);
});
