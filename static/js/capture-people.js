// Whom a sentence is about. What is typed shows those found in the place of those nearby; who is
// chosen among them gets a place of their own in a row above those nearby, in front of those found
// earlier, and the search is empty again for the next name. Those nearby keep their places.
import { beside, stay } from './capture-beside.js';

const form = document.querySelector('form[data-capture]');
const words = form?.elements.text;
const near = form?.querySelector('.near');
const added = near?.querySelector('.added');
const found = document.getElementById('people-found');
const search = form?.elements.find;
const begun = near?.querySelector('input') ? '' : found?.innerHTML;
const said = form?.querySelector('[data-return-said]');
let wanted = '';
let shown = '';

const tiles = (place, code) => place.querySelector(`input[value="${CSS.escape(code)}"]`);
const label = (radio) => near.querySelector(`label[for="${CSS.escape(radio.id)}"]`);

/** Who stands nearby already is found under another id, so that each name leads to its own place. */
function once() {
  for (const radio of found.querySelectorAll('input')) {
    if (tiles(near, radio.value)) {
      radio.nextElementSibling.htmlFor = `found-${radio.value}`;
      radio.id = `found-${radio.value}`;
    }
  }
}

export const chosen = () => form.querySelector('input[name="about"]:checked');

/** The chosen one is in view; where they are already, the row does not move. */
export function sight() {
  const radio = chosen();
  if (radio && near.contains(radio)) label(radio).scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Give a place of one's own: before those added earlier, in the row above all the others. */
function add(radio, tile) {
  added.prepend(radio, tile);
  tile.classList.remove('choice-apart');
  tile.classList.add('is-added');
}

/** Whether one must push the row to see a tile, when it stands at its start. */
function isAway(tile) {
  const row = tile.parentElement;
  const { right } = tile.getBoundingClientRect();
  return right - row.getBoundingClientRect().left + row.scrollLeft > row.clientWidth + 1;
}

/** Let somebody found stand nearby, chosen; null when they are not on the page. */
function adopt(code) {
  let radio = tiles(near, code);
  if (!radio) {
    radio = tiles(found, code);
    if (!radio) return null;
    add(radio, radio.nextElementSibling);
  }
  radio.checked = true;
  return radio;
}

export function close() {
  const radio = chosen();
  if (radio && found.contains(radio)) adopt(radio.value);
  search.value = '';
  [wanted, shown] = ['', ''];
  found.innerHTML = near.querySelector('input') ? '' : begun;
  said.textContent = '';
  near.hidden = false;
}

/** Choose somebody by their code, wherever they stand; false when they are not on the page. */
export function choose(code) {
  const isFound = Boolean(search.value);
  const radio = adopt(code);
  if (!radio) return false;
  close();
  const tile = label(radio);
  if (isAway(tile) && !tile.matches('.is-added')) add(radio, tile);
  if (isFound && tile.matches('.is-added') && !tile.matches('.is-beside')) beside(code, tile);
  stay(tile);
  radio.dispatchEvent(new Event('input', { bubbles: true }));
  radio.dispatchEvent(new Event('change', { bubbles: true }));
  words.focus();
  sight();
  return true;
}

/** Enter in the search: the only one found is chosen; among several one looks on. */
function enter() {
  const radios = found.querySelectorAll('input');
  if (radios.length === 1) choose(radios[0].value);
  else (radios[0] ?? search).focus();
}

function keydown(event) {
  if (event.key !== 'Enter' || event.isComposing) return;
  const { target } = event;
  if (target === search) {
    event.preventDefault();
    if (shown === search.value) enter();
    else wanted = search.value;
  } else if (target.name === 'about') {
    event.preventDefault();
    choose(target.value);
  }
}

/** An answer that comes late, after the name was wiped out again, is no answer. */
function swapped({ detail }) {
  if (!search.value) {
    close();
    return;
  }
  shown = new URL(detail.xhr.responseURL).searchParams.get('find') ?? '';
  once();
  said.textContent = found.querySelector('[data-return]')?.textContent ?? '';
  near.hidden = true;
  if (wanted && wanted === search.value) enter();
  wanted = '';
}

if (search) {
  form.querySelector('button[name="look"]').hidden = true;
  near.hidden = Boolean(search.value);
  if (search.value) once();
  else close();
  sight();
  form.addEventListener('keydown', keydown);
  search.addEventListener('input', () => { if (!search.value) close(); });
  // Who writes sees whom it will be about: nobody stays chosen out of sight, behind those found.
  words.addEventListener('focus', () => { if (search.value) close(); });
  found.addEventListener('htmx:afterSwap', swapped);
  found.addEventListener('click', (event) => {
    const tile = event.target.closest('label');
    if (!tile) return;
    event.preventDefault();
    choose(tile.previousElementSibling.value);
  });
  // A tap on a person goes on to the words; arrows among the people stay there.
  near.addEventListener('click', (event) => {
    const tile = event.target.closest('label');
    if (!tile) return;
    stay(tile);
    setTimeout(() => {
      words.focus();
      sight();
    });
  });
}
