// Quick capture. A tap on how we know it saves at once, without leaving the page: the person stays
// chosen, the words make room for the next ones, and Undo brings them back. Ctrl/⌘ Enter is the
// first of these taps. Without this module the same buttons send the form as a page.
import { relisted } from './capture-logged.js';
import { choose, chosen, close, sight } from './capture-people.js';
import { fit } from './capture-screen.js';
import { undoable } from './capture-undo.js';
import { able, owner, remove } from './vault.js';
import { hold, keep, show as showWaiting } from './waiting.js';

const form = document.querySelector('form[data-capture]');
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';
const person = document.querySelector('meta[name="person"]')?.content ?? '';
let skipped = 0;
let sending = false;
let rewording = '';

const words = () => form.elements.text;
const below = () => document.getElementById('words-check');
const tell = (text, undo) => document.body.dispatchEvent(new CustomEvent('toast', { detail: { text, undo } }));

/** While no way of knowing would save the words, the buttons look it; a tap on one says why. */
function turnOff(isRefused) {
  for (const button of form.querySelectorAll('.save-row button')) {
    if (isRefused) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
}

/** Only what was tried to be kept can be released: the first tap asks the gate, and offers that.
 * The cursor stays with the words, or a phone would put its keyboard away; what stands there
 * already is set there anew, so that it is read out again. */
async function explain(how) {
  if (below().querySelector('.alert [data-done]')) answered(below().innerHTML);
  else await send(how);
  words().focus({ preventScroll: true });
  reveal();
}

/** All of the answer stands under the words. */
function answered(html) {
  if (html !== undefined) below().innerHTML = html;
  const refusal = below().querySelector('.alert');
  form.querySelector('[data-clear]').hidden = !refusal;
  turnOff(refusal?.dataset.rule === 'G5');
  window.htmx?.process(below());
}

/** What was wrong with a field is no longer said once it is mended. */
function mended({ target }) {
  form.querySelector(`[data-error-for="${CSS.escape(target.name)}"]`)?.replaceChildren();
  target.classList.remove('is-invalid');
  if (target === words()) turnOff(false);
}

function show(errors) {
  for (const place of form.querySelectorAll('[data-error-for]')) {
    const own = errors.filter(({ field }) => field === place.dataset.errorFor
      || (!place.dataset.errorFor && !form.querySelector(`[data-error-for="${CSS.escape(field)}"]`)));
    place.replaceChildren(...own.map(({ message }) => {
      const line = document.createElement('p');
      line.className = 'invalid-feedback d-block';
      line.textContent = message;
      return line;
    }));
  }
}

/** Bring what was refused into sight: the uppermost thing that is missing, or the gate's answer. */
function reveal() {
  const said = form.querySelector('[data-error-for] > p') ?? below().querySelector('.alert') ?? words();
  said?.scrollIntoView({ block: 'nearest' });
}

function guessed(label) {
  const guess = form.elements.kind.querySelector('option[value=""]');
  guess.textContent = label ? `${label} · ${form.dataset.kind}` : form.dataset.kind;
}

function fresh() {
  const about = chosen();
  form.reset();
  if (about) about.checked = true;
  close();
  form.querySelector('[data-again]').value = '';
  for (const each of form.querySelectorAll('[data-details], .more-ways')) each.open = false;
  form.elements.kind.value = '';
  form.elements.once.value = crypto.randomUUID?.() ?? '';
  words().value = '';
  for (const said of below().querySelectorAll('.alert, .words-known, .words-read')) said.remove();
  answered();
  guessed('');
  fit();
}

/** What is known already of one person says nothing of the next: it is asked again. */
function another({ target }) {
  if (target.name !== 'about') return;
  for (const line of form.querySelectorAll('.words-known')) line.remove();
  if (words().value) words().dispatchEvent(new Event('input', { bubbles: true }));
}

function emptied() {
  words().value = '';
  words().dispatchEvent(new Event('input', { bubbles: true }));
  words().focus();
  window.scrollTo({ top: 0 });
}

function kept(answer) {
  if (answer.next) {
    window.location.assign(answer.next);
    return;
  }
  if (answer.undo) undoable(answer.undo);
  fresh();
  if (answer.logged) relisted(answer.logged);
  tell(answer.saved, answer.undo);
  window.scrollTo({ top: 0 });
  sight();
}

async function settle() {
  if (rewording) await remove(rewording);
  rewording = '';
  hold('');
  await showWaiting();
}

/** Without an answer the words wait on this device, under the same one-time key. */
async function later(body, sentence = form.dataset.waits) {
  const label = form.querySelector('.near input[name="about"]:checked + label b');
  if (!able || !label || !body.get('text').trim() || !await owner()) throw new Error('cannot wait');
  const fields = {};
  for (const name of new Set(body.keys())) {
    if (!['csrfmiddlewaretoken', 'find', 'person'].includes(name) && body.get(name)) fields[name] = body.getAll(name);
  }
  fields.once = body.get('once') || crypto.randomUUID();
  fields.text = body.get('text');
  await keep(fields, label.textContent);
  fresh();
  tell(sentence);
}

const waits = (body) => later(body, form.dataset.signedOut).then(settle).then(() => true, () => false);

/** Send what is written; the words are cleared only once they are kept. */
async function send(how) {
  if (sending) return;
  sending = true;
  const body = new FormData(form);
  body.set('how', how);
  if (person) body.set('person', person);
  try {
    const sent = await fetch(form.dataset.capture, {
      method: 'POST', body, headers: { 'X-CSRFToken': token, Accept: 'application/json' },
    });
    const answer = await sent.json();
    // Whoever signs in again finds the words sent: they wait here, not in a page one has to leave.
    if (sent.status === 401 && await waits(body)) return;
    // What the gate refuses stands below the words, with what may be kept instead: once is enough.
    show((answer.errors ?? []).filter(({ field }) => !(answer.rule && field === 'text')));
    if (sent.ok) {
      kept(answer);
      await settle();
    }
    if (answer.html) answered(answer.html);
    if (!sent.ok) reveal();
  } catch {
    await later(body).then(settle)
      .catch(() => show([{ field: '', message: form.dataset.noAnswer }]));
  } finally {
    sending = false;
    words().focus({ preventScroll: true });
  }
}

/** Open what the tap still needs; true when the tap can save. */
function complete(button) {
  const needed = form.elements[button.dataset.needs];
  if (!needed || needed.value) return true;
  form.querySelector('[data-again]').value = button.value;
  form.querySelector('[data-details]').open = true;
  needed.focus();
  return false;
}

async function appeal(button) {
  const sent = await fetch(button.formAction, {
    method: 'POST', headers: { 'X-CSRFToken': token }, redirect: 'manual',
  }).catch(() => null);
  tell(sent ? button.dataset.done : form.dataset.noAnswer);
}

function submit(event) {
  const button = event.submitter;
  if (button?.name === 'look') return;
  event.preventDefault();
  if (button?.name === 'instead') {
    words().value = button.value;
    words().dispatchEvent(new Event('input', { bubbles: true }));
    words().focus();
  } else if (button?.dataset.done) {
    appeal(button);
  } else if (button?.getAttribute('aria-disabled')) {
    explain(button.value);
  } else if (button && complete(button)) {
    send(button.value);
  }
}

/** What is known already is not written twice: the words go, the person stays, Undo brings back. */
function skip(button) {
  skipped += 1;
  const undo = `#skipped-${skipped}`;
  undoable(undo, { text: words().value, about: chosen()?.value });
  fresh();
  emptied();
  tell(button.dataset.skip, undo);
}

function reword({ detail: { id, thing } }) {
  rewording = id;
  hold(id);
  words().value = thing.fields.text;
  choose([thing.fields.about].flat()[0]);
  words().dispatchEvent(new Event('input', { bubbles: true }));
  words().focus();
}

if (form) {
  form.addEventListener('submit', submit);
  document.addEventListener('reword', reword);
  form.addEventListener('input', mended);
  form.addEventListener('change', another);
  words().addEventListener('keydown', regretted);
  form.querySelector('[data-clear]').addEventListener('click', emptied);
  below().addEventListener('click', ({ target }) => { if (target.matches('[data-skip]')) skip(target); });
  answered();
  // At a desk one types at once; on a phone no keyboard jumps up before anything is touched.
  if (window.matchMedia('(hover: hover) and (pointer: fine)').matches) words().focus();
  document.addEventListener('checked', () => {
    answered();
    guessed(below().querySelector('[data-guess]')?.dataset.guess);
  });
  // A finger on a button would put the keyboard away; the next sentence wants it.
  form.addEventListener('mousedown', (event) => {
    if (document.activeElement === words() && event.target.closest('button, summary, .choice')) event.preventDefault();
  });
}

/** Ctrl/⌘ Z in the empty field takes the last sentence back, as long as its toast is there. */
function regretted(event) {
  if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || words().value) return;
  const last = [...document.querySelectorAll('#toasts [data-toast] form')].at(-1);
  if (!last) return;
  event.preventDefault();
  last.requestSubmit();
}

document.addEventListener('keydown', (event) => {
  const field = event.target.closest?.('.note-input');
  if (!field || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  field.form.requestSubmit(field.form.querySelector('.btn-primary'));
});
