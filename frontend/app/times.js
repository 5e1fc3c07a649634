// <time datetime data-relative>: "3 hours ago"; the exact time stays as title.
import { language } from './texts.js';

const UNITS = [['year', 31536000], ['month', 2592000], ['week', 604800], ['day', 86400], ['hour', 3600], ['minute', 60]];
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

/** Say how far an instant is from now. */
export function distance(instant, now = Date.now()) {
  const seconds = (instant - now) / 1000;
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['minute', 60];
  return relative.format(Math.trunc(seconds / size), unit);
}

function refresh() {
  for (const time of document.querySelectorAll('time[data-relative]')) {
    const instant = Date.parse(time.dateTime);
    if (Number.isNaN(instant)) continue;
    if (!time.title) time.title = time.textContent.trim();
    time.textContent = distance(instant);
  }
}

refresh();
setInterval(refresh, 60000);
document.addEventListener('htmx:after:swap', refresh);
