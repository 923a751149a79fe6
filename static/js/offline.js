// The page without a network: the people remembered on this device, a sentence, one tap. What is
// written waits, locked, and is sent by any page of ours once there is a network again.
import { fit } from './capture-screen.js';
import { PEOPLE, able, all, owner, remove } from './vault.js';
import { hold, keep, show, sync } from './waiting.js';

const NEAR = 4;
const FOUND = 6;
const form = document.querySelector('form[data-offline]');
const find = form.querySelector('#id_find');
let rewording = '';
let people = [];

function chip({ code, name, at }, chosen) {
  const pair = form.querySelector('template').content.cloneNode(true);
  const [radio, label] = [pair.querySelector('input'), pair.querySelector('label')];
  radio.value = code;
  radio.id = `about-${code}`;
  radio.checked = code === chosen;
  label.htmlFor = radio.id;
  label.querySelector('b').textContent = name;
  label.querySelector('.hint').textContent = at;
  return pair;
}

function plain(words) {
  return words.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();
}

// Whoever is chosen stays in sight; the others are those nearby, or those the words find.
function offer(chosen) {
  const words = plain(find.value).split(/\s+/).filter(Boolean);
  const fits = ({ name, at }) => words.every((word) => plain(`${name} ${at}`).includes(word));
  const found = words.length ? people.filter(fits).slice(0, FOUND) : people.slice(0, NEAR);
  const kept = people.filter((each) => each.code === chosen && !found.includes(each));
  form.querySelector('.choices').replaceChildren(...[...kept, ...found].map((each) => chip(each, chosen)));
  form.querySelector('[data-none]').hidden = Boolean(found.length);
}

function chosenNow() {
  return form.querySelector('input[name="about"]:checked')?.value ?? '';
}

async function begin() {
  const [known] = able && await owner() ? await all(PEOPLE) : [];
  people = known?.thing.people ?? [];
  form.hidden = !people.length;
  document.querySelector('[data-nobody]').hidden = Boolean(people.length);
  const asked = new URLSearchParams(window.location.search).get('contact');
  form.querySelector('[data-find]').hidden = people.length <= NEAR;
  offer(`contact-${asked}`);
  await show();
}

find.addEventListener('input', () => offer(chosenNow()));
find.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const about = form.querySelector('input[name="about"]:checked');
  const text = form.elements.text.value.trim();
  form.querySelector('[data-missing="about"]').hidden = Boolean(about);
  form.querySelector('[data-missing="text"]').hidden = Boolean(text);
  if (!about || !text) return;
  const fields = { about: about.value, text, how: event.submitter.value, once: crypto.randomUUID() };
  const name = form.querySelector(`label[for="${CSS.escape(about.id)}"] b`).textContent;
  const isKept = await keep(fields, name).then(() => true, () => false);
  document.querySelector('[data-full]').hidden = isKept;
  document.querySelector('[data-kept]').hidden = !isKept;
  if (!isKept) return;
  if (rewording) await remove(rewording);
  rewording = '';
  hold('');
  form.elements.text.value = '';
  fit();
  form.elements.text.focus();
  await show();
});

document.addEventListener('reword', ({ detail: { id, thing } }) => {
  rewording = id;
  hold(id);
  form.elements.text.value = thing.fields.text;
  find.value = '';
  offer(thing.fields.about);
  form.elements.text.focus();
});

window.addEventListener('online', () => { document.querySelector('[data-back]').hidden = false; sync(); });
document.querySelector('[data-still]').hidden = window.location.search !== '?still';
begin();
