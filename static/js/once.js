// A form is sent once, however often its button is tapped. Coming back to the page frees it again.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post' || form.matches('[hx-post], [data-hx-post]')) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-disabled', 'true');
});

window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    form.querySelectorAll('[aria-disabled]').forEach((button) => button.removeAttribute('aria-disabled'));
  }
});

// What was written down while somebody was speaking is not lost by a stray tap.
const written = (form) => [...form.querySelectorAll('textarea')].some((box) => box.value !== box.defaultValue);

window.addEventListener('beforeunload', (event) => {
  const forms = [...document.querySelectorAll('form[data-ask-before-leaving]')];
  if (forms.some((form) => !form.dataset.sent && written(form))) event.preventDefault();
});
