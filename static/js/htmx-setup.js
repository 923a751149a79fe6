// Gives every htmx request the token that Django asks for, and says when a request got no answer.
const token = document.querySelector('meta[name="csrf-token"]')?.content;

document.body.addEventListener('htmx:configRequest', (event) => {
  if (token && event.detail.verb !== 'get') event.detail.headers['X-CSRFToken'] = token;
});

document.body.addEventListener('htmx:sendError', () => {
  const text = document.getElementById('toasts')?.dataset.noAnswer;
  if (text) document.body.dispatchEvent(new CustomEvent('toast', { detail: { text } }));
});
