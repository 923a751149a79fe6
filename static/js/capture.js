// Quick capture: Ctrl/⌘ Enter saves, and choosing "Public" or "A colleague said" opens what they need.
document.addEventListener('keydown', (event) => {
  const field = event.target.closest?.('.note-input');
  if (!field || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  field.form.requestSubmit(field.form.querySelector('.btn-primary'));
});

document.addEventListener('change', (event) => {
  if (!event.target.matches?.('[data-needs-details]')) return;
  const details = event.target.form.querySelector('[data-details]');
  if (details) details.open = true;
});
