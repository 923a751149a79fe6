// Takes a toast away after eight seconds; time stands still while it is hovered or holds the focus.
// A server answer may raise one: HX-Trigger: {"toast": {"text": "…", "undo": "/url/"}}.
const LIFE = 8000;
const STEP = 100;
const region = document.getElementById('toasts');
const pattern = document.getElementById('toast-template');
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';

function live(toast) {
  let left = LIFE;
  const bar = toast.querySelector('.toast-life rect');
  const timer = setInterval(() => {
    if (toast.matches(':hover, :focus-within')) return;
    left -= STEP;
    bar?.setAttribute('width', `${Math.max(0, (100 * left) / LIFE)}%`);
    if (left > 0) return;
    clearInterval(timer);
    toast.remove();
  }, STEP);
}

function raise({ text, undo }) {
  const toast = pattern.content.firstElementChild.cloneNode(true);
  toast.querySelector('[data-toast-text]').textContent = text;
  const form = toast.querySelector('form');
  if (undo) {
    form.action = undo;
    form.elements.csrfmiddlewaretoken.value = token;
  } else {
    form.remove();
  }
  region.append(toast);
  live(toast);
}

if (region && pattern) {
  region.classList.add('is-live');
  region.querySelectorAll('[data-toast]').forEach(live);
  document.body.addEventListener('toast', (event) => raise(event.detail));
}
