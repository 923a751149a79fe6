// Ticks the clocks that the server has drawn. Time is the server's: data-now is its clock when it
// drew the page. Only 4 hours, 1 hour and the breach are spoken.
const HOUR = 3600000;
const DAY = 24 * HOUR;
const voice = document.getElementById('clock-voice');
const offsets = new WeakMap();
const before = new WeakMap();

function serverNow(clock) {
  const known = offsets.get(clock);
  if (known?.drawn === clock.dataset.now) return Date.now() + known.offset;
  const offset = Date.parse(clock.dataset.now) - Date.now();
  offsets.set(clock, { drawn: clock.dataset.now, offset });
  return Date.now() + offset;
}

function figure(length, seconds) {
  const total = Math.floor(length / 1000);
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60)];
  const text = `${hours}:${String(minutes).padStart(2, '0')}`;
  return seconds ? `${text}:${String(total % 60).padStart(2, '0')}` : text;
}

function speak(clock, left) {
  const last = before.get(clock);
  before.set(clock, left);
  if (!voice || !clock.dataset.announce || last === undefined) return;
  const passed = (mark) => last > mark && left <= mark;
  const word = (passed(0) && 'over') || (passed(HOUR) && 'one') || (passed(4 * HOUR) && 'four');
  if (word) voice.textContent = `${clock.dataset.announce}: ${voice.dataset[word]}`;
}

function turnLate(clock) {
  clock.querySelector('.clock-left')?.remove();
  if (clock.querySelector('.clock-mark')) return;
  const mark = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  mark.setAttribute('class', 'clock-mark');
  mark.setAttribute('d', 'M20.2 12h3.6l-.6 13h-2.4zM22 27.6a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z');
  clock.querySelector('.clock-ring').append(mark);
}

function tick(clock) {
  const due = Date.parse(clock.dataset.deadline);
  const left = due - serverNow(clock);
  const share = Math.max(0, Math.min(100, (100 * left) / (due - Date.parse(clock.dataset.started))));
  const state = (left <= 0 && 'late') || (share < 25 && 'soon') || 'plenty';
  clock.classList.remove('clock-plenty', 'clock-soon', 'clock-late');
  clock.classList.add(`clock-${state}`);
  clock.querySelector('.clock-word').textContent = clock.dataset[state];
  if (Math.abs(left) < 2 * DAY) {
    clock.querySelector('.clock-figure').textContent = figure(Math.abs(left), clock.matches('.clock-lg'));
  }
  const ring = clock.querySelector('.clock-left');
  ring?.setAttribute('stroke-dasharray', `${share.toFixed(1)} 100`);
  ring?.setAttribute('stroke-dashoffset', (share - 100).toFixed(1));
  if (state === 'late') turnLate(clock);
  speak(clock, left);
}

const tickAll = () => document.querySelectorAll('.clock[data-deadline]').forEach(tick);
tickAll();
setInterval(tickAll, 1000);
