// While one writes @ and a name in a remark, the colleagues who may read the ticket are offered
// below it. Arrows move, Enter or a tap takes the name over, Escape leaves it as it is typed.
const BEHIND_AT = /(?:^|[^\p{L}\p{N}_.@])@([\p{L}][\p{L}'’ -]{0,40})$/u;
let running;

function begun(field) {
  return BEHIND_AT.exec(field.value.slice(0, field.selectionStart))?.[1];
}

function close(field, list) {
  running?.abort();
  list.hidden = true;
  list.replaceChildren();
  field.removeAttribute('aria-activedescendant');
}

function choose(field, list, option) {
  for (const one of list.children) one.setAttribute('aria-selected', String(one === option));
  field.setAttribute('aria-activedescendant', option.id);
}

function take(field, list, option) {
  const end = field.selectionStart;
  field.setRangeText(`${option.textContent} `, end - begun(field).length, end, 'end');
  close(field, list);
  field.focus();
}

function offer(field, list, names) {
  list.replaceChildren(...names.map((name, place) => {
    const option = document.createElement('li');
    Object.assign(option, { id: `${list.id}-${place}`, textContent: name });
    option.setAttribute('role', 'option');
    option.addEventListener('pointerdown', (event) => { event.preventDefault(); take(field, list, option); });
    return option;
  }));
  list.hidden = !names.length;
  if (names.length) choose(field, list, list.children[0]);
}

async function find(field, list) {
  const name = begun(field);
  if (!name) { close(field, list); return; }
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(`${field.dataset.mentions}?${new URLSearchParams({ q: name })}`, { signal: running.signal });
    if (answer.ok) offer(field, list, (await answer.json()).names);
  } catch {
    // a newer letter took over, or there is no network: the name can be typed
  }
}

function move(event, field, list) {
  if (list.hidden) return;
  const all = [...list.children];
  const here = all.findIndex((one) => one.getAttribute('aria-selected') === 'true');
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(field, list, all[(here + step + all.length) % all.length]);
  else if (event.key === 'Enter') take(field, list, all[here]);
  else if (event.key === 'Escape') close(field, list);
  else return;
  event.preventDefault();
}

for (const field of document.querySelectorAll('textarea[data-mentions]')) {
  const list = document.createElement('ul');
  list.id = `${field.id}-people`;
  list.className = 'mention-list';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', field.dataset.mentionsLabel);
  field.after(list);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  field.addEventListener('input', () => find(field, list));
  field.addEventListener('keydown', (event) => move(event, field, list));
  field.addEventListener('blur', () => close(field, list));
}
