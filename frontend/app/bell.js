// The bell: opened, it fetches the newest notifications; its count follows what was read.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { UNATTENDED } from './session.js';
import { localiseDigits } from './texts.js';

const bell = document.querySelector('[data-bell]');

function show(unread) {
  const badge = bell.querySelector('[data-unread]');
  badge.textContent = localiseDigits(unread);
  badge.hidden = !unread;
}

/** Ask how many notifications are not read; returns whether the session still lives. */
export async function refreshBell() {
  if (!bell) return true;
  try {
    const headers = { Accept: 'application/json', [UNATTENDED]: 'yes' };
    const answer = await fetch(bell.dataset.bell, { headers });
    if (answer.ok) show((await answer.json()).unread);
    if (answer.ok && bell.open) load();
    return answer.status !== 401;
  } catch {
    return true; // the server is away for a moment; the next time tells
  }
}

function load() {
  const list = bell.querySelector('[data-newest]');
  htmx.ajax('GET', list.dataset.newest, { target: list, swap: 'innerHTML' });
}

bell?.addEventListener('toggle', () => bell.open && load());
document.addEventListener('htmx:after:swap', () => {
  const now = bell?.querySelector('[data-unread-now]');
  if (now) show(Number(now.dataset.unreadNow));
});
