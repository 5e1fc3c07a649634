// The bell: opened, it fetches the newest notifications; its count follows what was read.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { requestHeaders } from './session.js';
import { localiseDigits } from './texts.js';

const bell = document.querySelector('[data-bell]');

function show(unread) {
  const badge = bell.querySelector('[data-unread]');
  badge.textContent = localiseDigits(unread);
  badge.hidden = !unread;
}

/** Ask how many notifications are not read; without an answer the count stays as it is. */
export async function refreshBell() {
  if (!bell) return;
  try {
    const answer = await fetch(bell.dataset.bell, { headers: { ...requestHeaders(), Accept: 'application/json' } });
    if (answer.ok) show((await answer.json()).unread);
    if (answer.ok && bell.open) load();
  } catch {
    // the server is away for a moment; the next time tells
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
