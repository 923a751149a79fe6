// One-letter keys follow the links of the keys dialog ([data-key="n"], "g t" for two in a row).
// They rest while somebody types, and can be switched off in the dialog.
const WITHIN = 1200;
const dialog = document.getElementById('keys-dialog');
const choice = dialog?.querySelector('[data-keys-on]');
let first = '';
let forget;

const off = () => window.localStorage.getItem('keys') === 'off';
const typing = (node) => node.closest?.('input, textarea, select, [contenteditable], dialog[open], .ts-wrapper');

function follow(event) {
  const both = first ? `${first} ${event.key}` : event.key;
  const link = document.querySelector(`[data-key="${CSS.escape(both)}"]`);
  first = '';
  if (link) {
    event.preventDefault();
    link.click();
  } else if (document.querySelector(`[data-key^="${CSS.escape(event.key)} "]`)) {
    first = event.key;
    clearTimeout(forget);
    forget = setTimeout(() => { first = ''; }, WITHIN);
  }
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === 'Shift' || off()) return;
  if (event.key === '?' && dialog) {
    event.preventDefault();
    dialog.showModal();
  } else {
    follow(event);
  }
});

if (choice) {
  choice.closest('[hidden]')?.removeAttribute('hidden');
  choice.checked = !off();
  choice.addEventListener('change', () => {
    window.localStorage.setItem('keys', choice.checked ? 'on' : 'off');
  });
}
