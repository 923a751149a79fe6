// Whom a sentence is about. Somebody found by name joins those nearby, behind them, so that nobody
// changes places under a thumb; the search closes, empty again for the next name.
const MOST = 8;
const form = document.querySelector('form[data-capture]');
const words = form?.elements.text;
const near = form?.querySelector('.near .choices');
const found = document.getElementById('people-found');
const search = found?.closest('details');
const first = found?.innerHTML;
let wanted = '';
let shown = '';

const nearby = (code) => near.querySelector(`input[value="${CSS.escape(code)}"]`);
const label = (radio) => near.querySelector(`label[for="${CSS.escape(radio.id)}"]`);

/** Who stands nearby already is not a second choice: their name down here leads up there. */
function once() {
  for (const radio of found.querySelectorAll('input')) if (nearby(radio.value)) radio.remove();
}

export const chosen = () => form.querySelector('input[name="about"]:checked');

/** Bring the chosen one into the middle of the row: focus on a hidden radio scrolls it away. */
export function sight() {
  const radio = chosen();
  if (radio && nearby(radio.value)) label(radio).scrollIntoView({ block: 'nearest', inline: 'center' });
}

export function close() {
  search.open = false;
  form.elements.find.value = '';
  [wanted, shown] = ['', ''];
  found.innerHTML = first;
  once();
}

/** The least likely make room, but never the one who is chosen, nor who was just written about. */
function trim() {
  const others = [...near.querySelectorAll('input')]
    .filter((radio) => !radio.checked && !('written' in radio.dataset));
  for (const radio of others.slice(MOST - 1)) {
    label(radio).remove();
    radio.remove();
  }
}

/** Choose somebody by their code, wherever they stand; false when they are not on the page. */
export function choose(code) {
  let radio = nearby(code);
  if (!radio) {
    radio = found.querySelector(`input[value="${CSS.escape(code)}"]`);
    if (!radio) return false;
    near.append(radio, radio.nextElementSibling);
  }
  radio.checked = true;
  trim();
  close();
  radio.dispatchEvent(new Event('input', { bubbles: true }));
  radio.dispatchEvent(new Event('change', { bubbles: true }));
  words.focus();
  sight();
  return true;
}

/** Enter in the search: the only one found is chosen; among several one looks on. */
function enter() {
  const labels = found.querySelectorAll('label');
  if (labels.length === 1) choose(labels[0].htmlFor.slice('about-'.length));
  else (found.querySelector('input') ?? form.elements.find).focus();
}

function keydown(event) {
  if (event.key !== 'Enter' || event.isComposing) return;
  const { target } = event;
  if (target === form.elements.find) {
    event.preventDefault();
    if (shown === target.value) enter();
    else wanted = target.value;
  } else if (target.name === 'about') {
    event.preventDefault();
    choose(target.value);
  }
}

function swapped({ detail }) {
  shown = new URL(detail.xhr.responseURL).searchParams.get('find') ?? '';
  once();
  if (wanted && wanted === form.elements.find.value) enter();
  wanted = '';
}

if (search) {
  sight();
  form.addEventListener('keydown', keydown);
  found.addEventListener('click', (event) => {
    const tile = event.target.closest('label');
    if (!tile) return;
    event.preventDefault();
    choose(tile.htmlFor.slice('about-'.length));
  });
  found.addEventListener('htmx:afterSwap', swapped);
  search.querySelector('summary').addEventListener('click', (event) => {
    event.preventDefault();
    search.open = !search.open;
    if (search.open) form.elements.find.focus();
    else close();
  });
  // A tap on a person goes on to the words; arrows among the people stay there.
  near.addEventListener('click', (event) => {
    if (!event.target.closest('label')) return;
    setTimeout(() => {
      words.focus();
      sight();
    });
  });
}
