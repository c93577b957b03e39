// What a store of what waits promises, whatever it is built on: the same checks run against memory under Node.js and against IndexedDB in a browser. Throws where a promise is broken.
export const promises = {
  async 'what was put is there, by owner, in the order of its keys'(store) {
    await store.put('a', [{ key: '2', value: { n: 2 } }, { key: '10', value: { n: 10 } }, { key: '1', value: { n: 1 } }]);
    await store.put('ab', [{ key: '3', value: { n: 3 } }]);
    equal(await store.all('a'), [{ key: '1', value: { n: 1 } }, { key: '10', value: { n: 10 } }, { key: '2', value: { n: 2 } }]);
    equal(await store.all('ab'), [{ key: '3', value: { n: 3 } }]);
    equal(await store.all('b'), []);
  },
  async 'one of the same key is replaced'(store) {
    await store.put('c', [{ key: '1', value: { n: 1 } }]);
    await store.put('c', [{ key: '1', value: { n: 2 } }]);
    equal(await store.all('c'), [{ key: '1', value: { n: 2 } }]);
  },
  async 'what is removed is gone, and what was never there is no fault'(store) {
    await store.put('d', [{ key: '1', value: 1 }, { key: '2', value: 2 }]);
    await store.remove('d', ['2', '7']);
    await store.remove('nobody', ['1']);
    equal(await store.all('d'), [{ key: '1', value: 1 }]);
  },
  async 'it says who has anything there'(store) {
    await store.put('e', [{ key: '1', value: 1 }]);
    await store.put('f', [{ key: '1', value: 1 }]);
    await store.remove('f', ['1']);
    const owners = await store.owners();
    equal([owners.includes('e'), owners.includes('f')], [true, false]);
  },
  async 'what was put does not change with what it was made of'(store) {
    const value = { n: 1 };
    await store.put('g', [{ key: '1', value }]);
    value.n = 2;
    equal((await store.all('g'))[0].value, { n: 1 });
  },
};

function equal(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${JSON.stringify(actual)} was to be ${JSON.stringify(expected)}`);
  }
}
