// @ts-check

/**
 * Where what waits outlives a reload. Entries belong to one player in one session (`owner`), each has a key that sorts; a value is anything that can be cloned.
 *
 * @typedef {object} WaitingStore
 * @property {(owner: string, entries: { key: string, value: any }[]) => Promise<void>} put resolves when they are on disk as far as the browser promises it; one of the same key is replaced
 * @property {(owner: string, keys: string[]) => Promise<void>} remove keys that are not there are no fault
 * @property {(owner: string) => Promise<{ key: string, value: any }[]>} all in the order of their keys
 * @property {() => Promise<string[]>} owners who has anything here
 */

const databaseName = "traininghub-play";
const table = "waiting";

/**
 * On IndexedDB. A transaction is `strict`: it completes when the data is flushed, so that a phone that dies loses at most what was handed over in its last second.
 * @param {IDBFactory} [factory]
 * @returns {Promise<WaitingStore>} rejects where the browser has none to give (a private window, no space)
 */
export async function openIndexedDb(factory = globalThis.indexedDB) {
  const opening = factory.open(databaseName, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(table);
  const database = await result(opening);
  // Another tab brings a newer version of the page: it must not wait for us.
  database.onversionchange = () => database.close();

  /** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => void} work */
  const write = async (mode, work) => {
    const transaction = database.transaction(table, mode, { durability: "strict" });
    work(transaction.objectStore(table));
    await complete(transaction);
  };
  const of = (/** @type {string} */ owner) => IDBKeyRange.bound([owner], [owner, []]);

  return {
    put: (owner, entries) => write("readwrite", store => entries.forEach(({ key, value }) => store.put(value, [owner, key]))),
    remove: (owner, keys) => write("readwrite", store => keys.forEach(key => store.delete([owner, key]))),
    async all(owner) {
      const store = database.transaction(table).objectStore(table);
      const [keys, values] = await Promise.all([result(store.getAllKeys(of(owner))), result(store.getAll(of(owner)))]);
      return keys.map((key, place) => ({ key: /** @type {string[]} */ (key)[1], value: values[place] }));
    },
    async owners() {
      const keys = await result(database.transaction(table).objectStore(table).getAllKeys());
      return [...new Set(keys.map(key => /** @type {string[]} */ (key)[0]))];
    },
  };
}

/** In memory: where the browser has no store to give, and in tests. @returns {WaitingStore} */
export function inMemory() {
  /** @type {Map<string, Map<string, any>>} */
  const byOwner = new Map();
  return {
    async put(owner, entries) {
      const kept = byOwner.get(owner) ?? new Map();
      byOwner.set(owner, kept);
      entries.forEach(({ key, value }) => kept.set(key, structuredClone(value)));
    },
    async remove(owner, keys) {
      keys.forEach(key => byOwner.get(owner)?.delete(key));
    },
    async all(owner) {
      return [...byOwner.get(owner) ?? []].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([key, value]) => ({ key, value: structuredClone(value) }));
    },
    async owners() {
      return [...byOwner].filter(([, kept]) => kept.size > 0).map(([owner]) => owner);
    },
  };
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const result = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
const complete = transaction => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onerror = () => reject(transaction.error);
  // Without space a transaction is aborted after its requests went well.
  transaction.onabort = () => reject(transaction.error);
});
