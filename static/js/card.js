// A customer's card: what is answered is kept as one goes, at most every four seconds, so that
// nothing is lost when the page is closed. Without this module one button sends everything.
const form = document.querySelector('form[data-card]');
const WAIT = 4000;
let timer = 0;
let touched = new Set();
let sending = false;

function mark(names) {
  for (const name of names) {
    const badge = document.querySelector(`#line-${CSS.escape(name)} .saved`);
    if (badge) badge.hidden = false;
  }
  const all = document.querySelector('[data-saved-all]');
  if (all) all.hidden = false;
}

async function save() {
  timer = 0;
  const names = touched;
  touched = new Set();
  try {
    const answer = await fetch(form.dataset.card, { method: 'POST', body: new FormData(form), keepalive: true });
    if (answer.ok) mark(names);
    else for (const name of names) touched.add(name);
  } catch {
    for (const name of names) touched.add(name);
  }
}

function later(event) {
  if (event.target.name) touched.add(event.target.name);
  if (!timer) timer = setTimeout(save, WAIT);
}

if (form) {
  const only = new FormData();
  only.append('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
  fetch(form.dataset.card, { method: 'POST', body: only }).catch(() => {});
  form.addEventListener('change', later);
  form.addEventListener('input', (event) => event.target.id === 'comment' && later(event));
  form.addEventListener('submit', () => { sending = true; clearTimeout(timer); });
  window.addEventListener('pagehide', () => {
    if (touched.size && !sending) navigator.sendBeacon(form.dataset.card, new FormData(form));
  });
  const language = document.querySelector('form[data-language]');
  language.querySelector('button').hidden = true;
  language.addEventListener('change', async () => {
    if (touched.size) { clearTimeout(timer); await save(); }
    language.requestSubmit();
  });
}
