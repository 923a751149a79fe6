// In a list marked [data-rows], j and k go from row to row, x picks one, Enter opens it (the row's
// link has the focus). A row is a line of the table, or anything marked [data-row="/its/address/"];
// data-row-keys="a owner, r respond" opens a place below that address by one key. Single keys rest
// while somebody types, and where they were switched off.
const list = document.querySelector('[data-rows]');
const rows = () => [...list.querySelectorAll('tbody tr, [data-row]')]
  .filter((row) => row.querySelector('a, input') && row.checkVisibility());
const target = (row) => row.querySelector('th a, th input') ?? row.querySelector('input, a');
const here = () => document.activeElement.closest?.('[data-rows] tr, [data-rows] [data-row]');
const off = () => window.localStorage.getItem('keys') === 'off';
const typing = (node) => node.closest?.('textarea, select, [contenteditable], dialog[open], .ts-wrapper')
  || (node.matches?.('input') && !node.matches('[type="checkbox"]'));

function go(step) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (!next) return;
  target(next).focus();
  next.scrollIntoView({ block: 'nearest' });
}

function tell() {
  const count = document.querySelector('[data-picked]');
  if (!count) return;
  const picked = list.querySelectorAll('[data-pick]:checked').length;
  count.textContent = picked ? String(picked) : '';
  const said = document.querySelector('[data-picked-said]');
  const words = picked ? `${said?.dataset.pickedSaid} ${picked}` : '';
  if (said && said.textContent !== words) said.textContent = words;
}

function pick(event) {
  const box = here()?.querySelector('[data-pick]');
  if (!box) return;
  event.preventDefault();
  box.checked = !box.checked;
  tell();
}

const places = new Map((list?.dataset.rowKeys ?? '').split(',').filter(Boolean)
  .map((pair) => pair.trim().split(' ')));

function open(event) {
  const address = here()?.dataset.row;
  if (!address) return;
  event.preventDefault();
  window.location.assign(`${address}${places.get(event.key)}/`);
}

if (list) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.defaultPrevented || typing(event.target) || off()) return;
    if (event.key === 'j' || event.key === 'k') {
      event.preventDefault();
      go(event.key === 'j' ? 1 : -1);
    } else if (event.key === 'x') {
      pick(event);
    } else if (places.has(event.key)) {
      open(event);
    }
  });
  list.addEventListener('change', tell);
  list.addEventListener('polled', tell);
  tell();
}
