// Says in the title of the page, where one sees it from another tab, how many notices are unread.
const plain = document.title;

function tell() {
  const bells = [...document.querySelectorAll('[data-unread]')];
  const seen = bells.find((bell) => bell.checkVisibility()) ?? bells[0];
  const unread = Number(seen?.dataset.unread ?? 0);
  document.title = unread ? `(${unread}) ${plain}` : plain;
}

tell();
document.addEventListener('polled', tell);
