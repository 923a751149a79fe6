// In a list marked [data-rows], j and k go from row to row, x picks one, Enter opens it (the row's
// link has the focus). Single keys rest while somebody types, and where they were switched off.
const table = document.querySelector('[data-rows]');
const rows = () => [...table.querySelectorAll('tbody tr')].filter((row) => row.querySelector('a, input'));
const target = (row) => row.querySelector('th a, th input, input, a');
const off = () => window.localStorage.getItem('keys') === 'off';
const typing = (node) => node.closest?.('textarea, select, [contenteditable], dialog[open], .ts-wrapper')
  || (node.matches?.('input') && !node.matches('[type="checkbox"]'));
const count = document.querySelector('[data-picked]');

function go(step) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (!next) return;
  target(next).focus();
  next.scrollIntoView({ block: 'nearest' });
}

function tell() {
  if (!count) return;
  const picked = table.querySelectorAll('[data-pick]:checked').length;
  count.textContent = picked ? String(picked) : '';
}

if (table) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || off()) return;
    if (event.key === 'j' || event.key === 'k') {
      event.preventDefault();
      go(event.key === 'j' ? 1 : -1);
    } else if (event.key === 'x') {
      const box = document.activeElement.closest?.('[data-rows] tr')?.querySelector('[data-pick]');
      if (!box) return;
      event.preventDefault();
      box.checked = !box.checked;
      tell();
    }
  });
  table.addEventListener('change', tell);
  tell();
}
