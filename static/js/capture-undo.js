// Undo on quick capture, from the message or from what was logged today: the words come back as
// they stand on the server, to the person they were about, and never over words one is writing.
import { relisted, unlisted } from './capture-logged.js';
import { choose, chosen } from './capture-people.js';

const form = document.querySelector('form[data-capture]');
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';
const own = new Map();
const full = (address) => new URL(address, window.location).href;
const tell = (text, undo) => document.body.dispatchEvent(new CustomEvent('toast', { detail: { text, undo } }));

/** Take on an address to which an Undo posts; `held` are words that no server has. */
export function undoable(address, held = null) {
  own.set(full(address), held);
}

async function post(action) {
  const sent = await fetch(action, {
    method: 'POST', headers: { 'X-CSRFToken': token, Accept: 'application/json' }, redirect: 'manual',
  }).catch(() => null);
  const answer = sent?.ok || sent?.status === 409 ? await sent.json().catch(() => ({})) : {};
  if (!sent) return { refused: form.dataset.noAnswer };
  return sent.ok ? answer : { refused: answer.message ?? form.dataset.notUndone };
}

function bring({ text, about, back }) {
  const words = form.elements.text;
  if (words.value) {
    if (back) undoable(back);
    tell(form.dataset.takenBack, back);
    return;
  }
  // Nobody else's name may stand over them.
  if (about && !choose(about) && chosen()) chosen().checked = false;
  words.value = text;
  words.dispatchEvent(new Event('input', { bubbles: true }));
  tell(form.dataset.undone);
  words.focus();
}

async function undo(event) {
  const { action } = event.target;
  if (!own.has(action) && !event.target.closest('[data-logged] li')) return;
  event.preventDefault();
  event.stopPropagation();
  const answer = own.get(action) ?? await post(action);
  event.target.closest('[data-toast]')?.remove();
  if (answer.refused) {
    tell(answer.refused);
  } else if (answer.logged) {
    relisted(answer.logged);
    tell(form.dataset.isBack);
  } else {
    unlisted(action);
    bring(answer);
  }
}

if (form) document.addEventListener('submit', undo, true);
