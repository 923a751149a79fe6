// What stands typed in other forms of the page goes along with the one that is sent, and the server
// gives it back in its answer: nothing of it is kept on this device. [data-keeps-typed] holds the
// forms; [data-act] names one that is no act of its own.
const actOf = (form) => form.dataset.act ?? form.getAttribute('action').split('/').filter(Boolean).pop();
const OURS = new Set(['csrfmiddlewaretoken', 'main', 'once']);

const changed = (field) => field.name && field.matches('textarea, input, select') && (
  field.matches('[type=checkbox], [type=radio]') ? field.checked !== field.defaultChecked
    : field.matches('select') ? [...field.options].some((one) => one.selected !== one.defaultSelected)
      : field.type !== 'hidden' && field.value !== field.defaultValue);

function take(form, other) {
  for (const [name, value] of new FormData(other)) {
    if (OURS.has(name) || typeof value !== 'string' || !value.trim()) continue;
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', value });
    field.name = name.startsWith('beside-') ? name : `beside-${actOf(other)}-${name}`;
    field.dataset.taken = '';
    form.append(field);
  }
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  const page = form.closest('[data-keeps-typed]');
  if (event.defaultPrevented || form.method !== 'post' || !page) return;
  for (const old of form.querySelectorAll('[data-taken]')) old.remove();
  for (const other of page.querySelectorAll('form')) {
    if (other !== form && other.method === 'post' && [...other.elements].some(changed)) take(form, other);
  }
});
