// What a phone's keyboard leaves of the screen. From the first touch of a field until the keyboard
// goes, the saving row stands at the end of what is seen: the visual viewport, because on some
// phones the page itself does not shrink. Where little is seen, whom it is about folds into one
// line as soon as there are words. Nothing here follows the cursor: what came back between a
// finger's touch and its click would take the tap away.
const SHORT = 640;
const KEYBOARD = 120;
const form = document.querySelector('form[data-capture], form[data-offline]');
const row = form?.querySelector('.save-row');
const root = document.documentElement;
const narrow = window.matchMedia('(max-width: 36rem)');
const seen = window.visualViewport;
let isWriting = false;
let isChanging = false;
let least = 0;

const height = () => seen?.height ?? window.innerHeight;
const chosen = () => form.querySelector('input[name="about"]:checked');

function fold(isShort) {
  const radio = chosen();
  const line = form.querySelector('[data-about-line]');
  const isFolded = Boolean(isShort && line && radio && form.elements.text.value && !isChanging);
  root.classList.toggle('is-folded', isFolded);
  if (!line) return;
  line.hidden = !isFolded;
  if (radio) {
    line.querySelector('[data-about-name]').textContent = radio.nextElementSibling.querySelector('b').textContent;
  }
}

/** Lay the page out for what is seen of it now. */
export function fit() {
  least = Math.min(least, height());
  // The keyboard went, or somebody looks closer: then a row in front would only be in the way.
  if (!narrow.matches || (seen?.scale ?? 1) > 1.05 || height() > least + KEYBOARD) isWriting = false;
  const isShort = isWriting && height() < SHORT;
  root.classList.toggle('is-writing', isWriting);
  root.classList.toggle('is-short', isShort);
  if (!form.elements.text.value) isChanging = false;
  fold(isShort);
  const bar = isShort ? 0 : document.querySelector('nav.bar')?.offsetHeight ?? 0;
  root.style.setProperty('--seen-end', `${(seen?.offsetTop ?? 0) + height() - bar}px`);
  root.style.setProperty('--row-height', `${row.offsetHeight}px`);
}

function begin({ target }) {
  if (isWriting || !target.matches('textarea, input[type="search"]')) return;
  isWriting = true;
  least = height();
  fit();
}

function resized() {
  fit();
  if (isWriting && document.activeElement === form.elements.text) {
    form.elements.text.scrollIntoView({ block: 'nearest' });
  }
}

function change() {
  isChanging = true;
  fit();
  // What unfolds above the cursor would otherwise unfold out of sight.
  form.querySelector('.near').scrollIntoView({ block: 'nearest' });
  if (!form.contains(document.activeElement) || document.activeElement === document.body) chosen()?.focus();
}

if (form) {
  form.addEventListener('focusin', begin);
  form.addEventListener('click', begin);
  form.addEventListener('input', fit);
  form.querySelector('[data-change]')?.addEventListener('click', change);
  form.querySelector('.near')?.addEventListener('click', ({ target }) => {
    if (target.closest('label')) isChanging = false;
    fit();
  });
  form.addEventListener('change', ({ target }) => {
    if (target.name === 'about') isChanging = false;
    fit();
  });
  new ResizeObserver(fit).observe(row);
  (seen ?? window).addEventListener('resize', resized);
  seen?.addEventListener('scroll', fit);
}
