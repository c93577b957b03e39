import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const example = name => fileURLToPath(new URL(`../../../docs/examples/${name}`, import.meta.url));

test("The JavaScript wearable of docs/devices.md is a module without a syntax error", () => {
  const checked = spawnSync(process.execPath, ['--check', example('wearable.mjs')], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stderr);
});

test('Both wearables have fifty lines, give or take what makes them run', () => {
  for (const name of ['wearable.mjs', 'wearable.cs']) {
    const lines = readFileSync(example(name), 'utf8').trimEnd().split('\n').length;
    assert.ok(lines <= 54, `${name} has ${lines}`);
  }
});
