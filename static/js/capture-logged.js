// What was logged today, beside quick capture.
/** What was taken back stands no longer among what was logged today. */
export function unlisted(action) {
  const box = document.querySelector('[data-logged]');
  const gone = [...box.querySelectorAll('form')].find((one) => one.action === action);
  if (!gone) return;
  gone.closest('li').remove();
  const count = box.querySelector('[data-count]');
  count.textContent = Number(count.textContent) - 1;
  box.hidden = !box.querySelector('li');
}

/** The list as the server gives it after a saving, as open as it was. */
export function relisted(html) {
  const box = document.querySelector('[data-logged]');
  const { open } = box;
  box.outerHTML = html;
  document.querySelector('[data-logged]').open = open;
}
