// Ctrl/⌘ K: one field that finds places and actions. The server answers HTML whose [role="option"]
// elements are links; arrows move, Enter follows. Without this script the link leads to the search page.
const WAIT = 150;
const palette = document.getElementById('palette');
const field = palette?.querySelector('input');
const found = palette?.querySelector('[role="listbox"]');
let timer;
let running;

const options = () => [...found.querySelectorAll('[role="option"]')];

function choose(option) {
  options().forEach((other) => other.setAttribute('aria-selected', String(other === option)));
  field.setAttribute('aria-expanded', String(Boolean(option)));
  if (option) {
    option.id ||= `palette-${options().indexOf(option)}`;
    field.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  } else {
    field.removeAttribute('aria-activedescendant');
  }
}

async function find() {
  running?.abort();
  running = new AbortController();
  const question = new URLSearchParams({ q: field.value });
  try {
    const answer = await fetch(`${palette.dataset.url}?${question}`, {
      signal: running.signal, headers: { 'HX-Request': 'true' },
    });
    if (!answer.ok) return;
    found.innerHTML = await answer.text();
    choose(options()[0]);
  } catch {
    // a newer question took over, or there is no network: Enter still opens the search page
  }
}

function open(event) {
  event.preventDefault();
  if (palette.open) return;
  palette.showModal();
  field.select();
  find();
}

function move(event) {
  const all = options();
  const here = all.findIndex((option) => option.getAttribute('aria-selected') === 'true');
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    if (all.length) choose(all[(here + step + all.length) % all.length]);
  } else if (event.key === 'Enter' && all[here]) {
    event.preventDefault();
    all[here].click();
  }
}

if (palette) {
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') open(event);
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-palette]') && !event.ctrlKey && !event.metaKey) open(event);
    if (event.target === palette || event.target.closest?.('[data-closes]')) palette.close();
  });
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(find, WAIT);
  });
  field.addEventListener('keydown', move);
}
