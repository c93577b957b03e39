// The frames of ../shared/data/ble-vectors.json, read in place.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const place = join('shared', 'data', 'ble-vectors.json');

function find(folder) {
  const file = join(folder, place);
  return existsSync(file) ? file : dirname(folder) === folder ? null : find(dirname(folder));
}

const file = find(dirname(fileURLToPath(import.meta.url)));

/** Null where the folder is not here. */
export const vectors = file ? JSON.parse(readFileSync(file, 'utf8')) : null;
export const missing = vectors ? false : `The captured frames (../${place}) are not here.`;

export const bytes = hex => Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16));

const camel = name => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** A vector's fields by our names; what can be computed from another field is left out. */
export const ours = expect => Object.fromEntries(Object.entries(expect).filter(([name]) => name !== 'rr_s').map(([name, value]) => [camel(name), value]));
