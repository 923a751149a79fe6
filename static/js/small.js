// Small courtesies, each for an attribute: [data-takes-focus] a summary of errors; [data-opens="id"]
// a dialog; [data-prints]; [data-sends-itself] a form of filters; .menu closes when one looks elsewhere.
document.querySelector('[data-takes-focus]')?.focus();

for (const button of document.querySelectorAll('[data-opens], [data-prints]')) button.hidden = false;

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-opens], [data-prints]');
  if (button?.matches('[data-prints]')) window.print();
  else if (button) document.getElementById(button.dataset.opens)?.showModal();
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target) || button) menu.open = false;
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = document.querySelector('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

document.addEventListener('change', (event) => {
  event.target.closest?.('form[data-sends-itself]')?.requestSubmit();
});
