// The empty chair of any meeting: the next words come by a link; here they come by themselves when
// somebody asks for it. Nothing moves on its own for people who asked for less motion.
const turns = document.querySelector('[data-chair]');
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

if (turns) {
  const button = turns.querySelector('button');
  let timer = 0;

  const take = (fresh, id) => {
    const [here, there] = [document.getElementById(id), fresh.getElementById(id)];
    if (!here || !there) return false;
    if (id === 'chair-next') here.setAttribute('href', there.getAttribute('href'));
    else here.replaceChildren(...there.childNodes);
    return true;
  };

  const turn = async () => {
    if (document.hidden) return;
    const answer = await fetch(document.getElementById('chair-next').href, { cache: 'no-store' }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    ['chair', 'chair-next', 'chair-place'].forEach((id) => take(fresh, id));
  };

  const play = (on) => {
    window.clearInterval(timer);
    timer = on ? window.setInterval(turn, Number(turns.dataset.seconds) * 1000) : 0;
    button.setAttribute('aria-pressed', String(on));
    button.textContent = on ? button.dataset.pause : button.dataset.play;
  };

  button.hidden = false;
  button.addEventListener('click', () => play(!timer));
  play(!calm.matches);
}
