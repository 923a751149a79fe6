// Whoever was found is seldom alone at their customer: a few others stand small beside them, until
// the next one is found. Who is chosen among them keeps the place they stand in.
const form = document.querySelector('form[data-capture]');
const near = form?.querySelector('.near');
const door = form?.elements.find.getAttribute('hx-get');

/** Give the tile of who was chosen its full size: they were searched for, in a way, too. */
export function stay(tile) {
  tile.classList.remove('is-beside');
}

function forget() {
  for (const tile of near.querySelectorAll('.is-beside')) {
    tile.previousElementSibling.remove();
    tile.remove();
  }
}

/** Offer the others of somebody's customer behind their tile; without an answer nothing changes. */
export async function beside(code, tile) {
  forget();
  const answer = await fetch(`${door}?beside=${encodeURIComponent(code)}`).catch(() => null);
  if (!answer?.ok || !tile.isConnected) return;
  const held = document.createElement('template');
  held.innerHTML = await answer.text();
  forget();
  const fresh = [...held.content.querySelectorAll('input')]
    .filter(({ value }) => !near.querySelector(`input[value="${CSS.escape(value)}"]`));
  tile.after(...fresh.flatMap((radio) => [radio, radio.nextElementSibling]));
}
