// Random input that a failure can repeat: the seed stands in the test's name. SEED=n runs another.
export const seed = Number(process.env.SEED ?? 20260131);

/** mulberry32: 32 bits of state, good enough to pick bytes. */
export function random(from = seed) {
  let state = from >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    bytes: length => Uint8Array.from({ length }, () => int(0, 255)),
    pick: list => list[int(0, list.length - 1)],
    chance: share => next() < share,
  };
}
