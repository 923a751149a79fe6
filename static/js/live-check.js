// <textarea name="text" data-live-check="/url/" data-live-target="#id"> posts the form as it stands,
// a moment after the last key, and puts the answer's HTML into the target. Saving never waits for it.
const WAIT = 400;
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';
const running = new WeakMap();

// Between a finger's touch and its click nothing may move: an answer waits until the tap is done.
let lifted = Promise.resolve();
let lift = () => {};
document.addEventListener('pointerdown', () => {
  lift();
  lifted = new Promise((done) => { lift = done; });
}, true);
for (const end of ['click', 'pointercancel']) document.addEventListener(end, () => lift(), true);
document.addEventListener('pointerup', () => setTimeout(lift, WAIT), true);

async function check(field) {
  running.get(field)?.abort();
  const stop = new AbortController();
  running.set(field, stop);
  const body = field.form ? new FormData(field.form) : new FormData();
  body.set(field.name, field.value);
  try {
    const answer = await fetch(field.dataset.liveCheck, {
      method: 'POST', body, signal: stop.signal, headers: { 'X-CSRFToken': token, 'HX-Request': 'true' },
    });
    const target = document.querySelector(field.dataset.liveTarget);
    const html = await answer.text();
    await lifted;
    if (!target || body.get(field.name) !== field.value || (!answer.ok && answer.status !== 422)) return;
    target.innerHTML = html;
    window.htmx?.process(target);
    target.dispatchEvent(new CustomEvent('checked', { bubbles: true }));
  } catch {
    // a newer check took over, or there is no network: the server checks again on saving
  }
}

const timers = new WeakMap();
function later(event) {
  const field = event.target.closest?.('[data-live-check]');
  if (!field || event.isComposing) return;
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(() => check(field), WAIT));
}

// Half a word of Japanese or of a dictation is no word yet: wait until it is composed.
document.addEventListener('input', later);
document.addEventListener('compositionend', later);
