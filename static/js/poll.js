// <div data-poll="30" data-poll-url="…"> keeps a part of the page fresh. The server answers 304 when
// nothing changed. A field in use keeps its focus and its text; a hidden page asks nothing, and
// neither does a hidden part that is marked [data-poll-seen]. data-poll-mark is the ETag of what
// the page was drawn with, so that the first question may be answered 304, too.
const seen = new WeakMap();

const inUse = (node) => {
  const active = document.activeElement;
  return active && active !== document.body && node === active
    && active.matches('input, textarea, select, [contenteditable]');
};

const changedByHand = (node) => node.matches?.('input, textarea')
  && (node.type === 'checkbox' || node.type === 'radio'
    ? node.checked !== node.defaultChecked : node.value !== node.defaultValue);

const keep = (node) => !(node.nodeType === Node.ELEMENT_NODE && (inUse(node) || changedByHand(node)));

// A toast, an opened row or a chosen box belongs to the reader, not to the server.
const keepOpen = (name, node) => !(node.matches?.('details, dialog') && name === 'open');

// A row that moved elsewhere takes the focus along; one that stays in its list stays where one looks,
// whatever comes or goes above it.
function keepFocus(morph) {
  const place = document.activeElement?.closest('[data-row][id]');
  const [list, top] = [place?.parentNode, place?.getBoundingClientRect().top];
  morph();
  const row = place && document.getElementById(place.id);
  if (!row) return;
  if (!row.contains(document.activeElement)) row.querySelector('a, input')?.focus({ preventScroll: true });
  const moved = row.parentNode === list ? row.getBoundingClientRect().top - top : 0;
  if (moved) window.scrollBy({ top: moved, behavior: 'instant' });
}

async function refresh(part) {
  if (document.hidden || !part.isConnected) return;
  if ('pollSeen' in part.dataset && !part.checkVisibility()) return;
  const headers = { 'HX-Request': 'true', 'X-Poll': '1' };
  if (seen.has(part)) headers['If-None-Match'] = seen.get(part);
  let answer;
  try {
    answer = await fetch(part.dataset.pollUrl || window.location.href, { headers, cache: 'no-store' });
  } catch {
    return; // offline: the next turn asks again, and the clocks go on ticking
  }
  if (answer.status !== 200) return;
  if (answer.redirected) {
    window.location.reload(); // signed out meanwhile
    return;
  }
  const html = await answer.text();
  if (answer.headers.has('ETag')) seen.set(part, answer.headers.get('ETag'));
  keepFocus(() => window.Idiomorph.morph(part, html, {
    morphStyle: 'innerHTML',
    ignoreActiveValue: true,
    callbacks: { beforeNodeMorphed: keep, beforeAttributeUpdated: keepOpen },
  }));
  window.htmx?.process(part);
  part.dispatchEvent(new CustomEvent('polled', { bubbles: true }));
}

for (const part of document.querySelectorAll('[data-poll]')) {
  if (part.dataset.pollMark) seen.set(part, part.dataset.pollMark);
  setInterval(() => refresh(part), Math.max(5, Number(part.dataset.poll)) * 1000);
  document.addEventListener('visibilitychange', () => refresh(part));
}
