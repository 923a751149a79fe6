// Sends what waits on this device as soon as there is a network, shows how much still waits, and
// forgets all of it at sign-out. Sent twice, by two tabs or after a lost answer, each sentence is
// still one secret: its one-time key goes with it. What the gate refuses waits to be reworded.
import { PEOPLE, SECRET, able, all, bind, count, owner, put, remove, wipe } from './vault.js';

const HOUR = 3600000;
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? '';
const person = meta('person');
let why = '';
let release = () => {};
const cookie = () => document.cookie.split('; ').find((part) => part.startsWith('csrftoken='))?.slice(10) ?? '';

export async function show() {
  const waiting = await all(SECRET);
  for (const badge of document.querySelectorAll('[data-waiting]')) {
    badge.hidden = !waiting.length;
    badge.querySelector('[data-waiting-count]').textContent = waiting.length;
  }
  const list = document.querySelector('[data-waiting-list]');
  if (!list) return;
  list.hidden = !waiting.length;
  const line = list.querySelector('template').content.firstElementChild;
  list.querySelector('ul').replaceChildren(...waiting.map(({ id, state, thing }) => {
    const row = line.cloneNode(true);
    row.querySelector('[data-words]').textContent = thing.fields.text;
    row.querySelector('[data-about]').textContent = thing.name;
    row.querySelector('[data-state]').textContent = state === 'refused' ? thing.sentence : why || list.dataset.waits;
    row.querySelector('[data-reword]').addEventListener('click', () => {
      document.dispatchEvent(new CustomEvent('reword', { detail: { id, thing } }));
    });
    row.querySelector('[data-forget]').addEventListener('click', async () => { await remove(id); show(); });
    return row;
  }));
}

/** Keep one form's fields until they can be sent; its `once` is also its name here. */
export async function keep(fields, name) {
  const written = { written_at: new Date().toISOString(), ...fields };
  await put(fields.once, SECRET, 'waiting', { fields: written, name });
  await show();
}

/** What one rewords is sent by no tab meanwhile, or it would be kept twice; '' ends it. */
export function hold(id) {
  release();
  if (id) navigator.locks?.request(`confidant-reword ${id}`, () => new Promise((done) => { release = done; }));
}

async function heldRows() {
  const { held } = await navigator.locks?.query() ?? { held: [] };
  return held.map(({ name }) => name.split(' ')[1]);
}

async function send({ id, thing }) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...thing.fields, person: await owner() })) {
    for (const one of [value].flat()) body.append(name, one);
  }
  const sent = await fetch(meta('capture-url'), {
    method: 'POST', body, headers: { 'X-CSRFToken': cookie() || meta('csrf-token'), Accept: 'application/json' },
  });
  if (sent.ok) {
    await remove(id);
    return true;
  }
  const { errors = [], instead = '' } = await sent.json().catch(() => ({}));
  const sentence = [...errors.map(({ message }) => message), instead].join(' ').trim();
  if (sent.status === 422) {
    await put(id, SECRET, 'refused', { ...thing, sentence });
    return true;
  }
  why = sentence; // signed out, or somebody else; where the house is ill it waits as before
  return ![401, 409].includes(sent.status);
}

/** Send what waits, in the order in which it was written; one tab at a time. */
export async function sync() {
  if (!able || !navigator.onLine || !await count()) return;
  const turn = async (lock) => {
    if (!lock) return;
    why = '';
    const held = await heldRows();
    for (const one of await all(SECRET)) {
      // eslint-disable-next-line no-await-in-loop -- one after the other, so that a stop is a stop
      if (one.state === 'waiting' && !held.includes(one.id) && !await send(one).catch(() => false)) break;
    }
    await show();
  };
  if (navigator.locks) await navigator.locks.request('confidant-sync', { ifAvailable: true }, turn);
  else await turn(true);
}

async function remember() {
  const [known] = await all(PEOPLE);
  if (known && Date.now() - known.at < HOUR) return;
  const answer = await fetch(meta('people-url'), { headers: { Accept: 'application/json' } });
  if (answer.ok) await put(PEOPLE, PEOPLE, '', await answer.json());
}

async function leave(event) {
  const form = event.target;
  if (!form.matches('form[data-leaves]') || !able) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = document.getElementById('leave-dialog');
  if (await count() && dialog) {
    dialog.showModal();
    const choice = await new Promise((resolve) => {
      dialog.addEventListener('close', () => resolve(dialog.returnValue), { once: true });
    });
    if (choice === 'stay' || !choice) return;
    if (choice === 'send') {
      await sync();
      if (await count()) {
        document.body.dispatchEvent(new CustomEvent('toast', { detail: { text: dialog.dataset.notSent } }));
        return;
      }
    }
  }
  await wipe().catch(() => {});
  // Only the server can end a session; without it the truth is told.
  if (navigator.onLine) form.submit();
  else window.location.assign('/offline/?still');
}

async function begin() {
  await bind(person);
  document.addEventListener('submit', leave, true);
  await show();
  await sync();
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/worker.js', { updateViaCache: 'none' });
  await remember();
}

if (able) {
  window.addEventListener('online', sync);
  document.addEventListener('visibilitychange', () => document.hidden || sync());
  if (person) begin().catch(() => {}); // no vault in this browser, or no network: pages work as before
}
