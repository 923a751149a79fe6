// What waits on this device for the network. Words and names are kept only encrypted, under a key
// that no script can read out and that belongs to one person; whoever else signs in, or signing
// out, takes away the key and everything it locked. Only states and moments stand in the open.
const NAME = 'confidant';
export const able = Boolean(window.crypto?.subtle && window.indexedDB);
export const SECRET = 'secret';
export const PEOPLE = 'people';

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('keys', { keyPath: 'person' });
    request.result.createObjectStore('sealed', { keyPath: 'id' });
  };
  return asked(request);
}

async function on(store, mode, act) {
  const base = await open();
  try {
    const turn = base.transaction(store, mode);
    const done = new Promise((resolve, reject) => {
      turn.oncomplete = resolve;
      turn.onabort = () => reject(turn.error);
    });
    const answer = await asked(act(turn.objectStore(store)));
    await done;
    return answer;
  } finally {
    base.close();
  }
}

const keyOf = (person) => on('keys', 'readonly', (keys) => keys.get(person));

/** Name the person to whom this device's vault belongs, or ''. */
export async function owner() {
  const keys = await on('keys', 'readonly', (store) => store.getAllKeys());
  return keys[0] ?? '';
}

/** Forget the key first, then what it locked. */
export async function wipe() {
  await on('keys', 'readwrite', (store) => store.clear());
  await on('sealed', 'readwrite', (store) => store.clear());
}

/** Make the vault this person's own; what another left is forgotten. */
export async function bind(person) {
  const before = await owner();
  if (before === person) return;
  if (before) await wipe();
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // Two tabs may come at once: the first key stays.
  await on('keys', 'readwrite', (store) => store.add({ person, key })).catch(() => {});
}

export async function put(id, what, state, thing) {
  const person = await owner();
  const { key } = await keyOf(person);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const lock = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${person} ${id}`) };
  const sealed = await crypto.subtle.encrypt(lock, key, new TextEncoder().encode(JSON.stringify(thing)));
  await on('sealed', 'readwrite', (store) => store.put({ id, what, state, at: Date.now(), iv, sealed }));
}

/** Give all of one sort, unlocked, in the order in which they were written. */
export async function all(what) {
  const person = await owner();
  const held = person && await keyOf(person);
  if (!held) return [];
  const rows = (await on('sealed', 'readonly', (store) => store.getAll())).filter((row) => row.what === what);
  const unlocked = await Promise.all(rows.map(async ({ id, state, at, iv, sealed }) => {
    const lock = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${person} ${id}`) };
    const plain = await crypto.subtle.decrypt(lock, held.key, sealed);
    return { id, state, at, thing: JSON.parse(new TextDecoder().decode(plain)) };
  }));
  return unlocked.sort((one, other) => one.at - other.at);
}

export async function count() {
  const rows = await on('sealed', 'readonly', (store) => store.getAll());
  return rows.filter((row) => row.what === SECRET).length;
}

export const remove = (id) => on('sealed', 'readwrite', (store) => store.delete(id));
