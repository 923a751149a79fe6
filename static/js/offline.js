// The page without a network: the people remembered on this device, a sentence, one tap. What is
// written waits, locked, and is sent by any page of ours once there is a network again.
import { PEOPLE, able, all, owner, remove } from './vault.js';
import { keep, show, sync } from './waiting.js';

const form = document.querySelector('form[data-offline]');
let rewording = '';

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

async function begin() {
  const [known] = able && await owner() ? await all(PEOPLE) : [];
  const people = known?.thing.people ?? [];
  form.hidden = !people.length;
  document.querySelector('[data-nobody]').hidden = Boolean(people.length);
  const asked = new URLSearchParams(window.location.search).get('contact');
  form.querySelector('.choices').append(...people.map((each) => chip(each, `contact-${asked}`)));
  await show();
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const about = form.querySelector('input[name="about"]:checked');
  const text = form.elements.text.value.trim();
  form.querySelector('[data-missing="about"]').hidden = Boolean(about);
  form.querySelector('[data-missing="text"]').hidden = Boolean(text);
  if (!about || !text) return;
  const fields = { about: about.value, text, how: event.submitter.value, once: crypto.randomUUID() };
  await keep(fields, form.querySelector(`label[for="${CSS.escape(about.id)}"] b`).textContent);
  if (rewording) await remove(rewording);
  rewording = '';
  form.elements.text.value = '';
  form.elements.text.focus();
  document.querySelector('[data-kept]').hidden = false;
  await show();
});

document.addEventListener('reword', ({ detail: { id, thing } }) => {
  rewording = id;
  form.elements.text.value = thing.fields.text;
  const radio = form.querySelector(`input[value="${CSS.escape(thing.fields.about)}"]`);
  if (radio) radio.checked = true;
  form.elements.text.focus();
});

window.addEventListener('online', () => { document.querySelector('[data-back]').hidden = false; sync(); });
document.querySelector('[data-still]').hidden = window.location.search !== '?still';
begin();
