// Loaded in the head, before anything is painted: follows the device unless the person has chosen.
(() => {
  const page = document.documentElement;
  page.classList.add('js');
  if (page.dataset.theme !== 'system') return;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = () => { page.dataset.bsTheme = dark.matches ? 'dark' : 'light'; };
  follow();
  dark.addEventListener('change', follow);
})();
