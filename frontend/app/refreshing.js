// Parts of pages that show what has changed, and leave what the person does there alone.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { UNATTENDED } from './session.js';

/** Fetch the content of a part of the page again. */
function fetchInto(target, address, swap) {
  const headers = { [UNATTENDED]: 'yes', 'HX-Target': `${target.localName}#${target.id}` };
  return htmx.ajax('GET', address, { target, swap, headers });
}

const isTicked = (input) => input.type === 'checkbox';

/** Return how to put back what was ticked, typed and opened in a list. */
function remembered(list) {
  const inputs = [...list.querySelectorAll('input:not([type=hidden])')];
  const ticked = new Set(inputs.filter((each) => isTicked(each) && each.checked).map((each) => each.value));
  const typed = new Map(inputs.filter((each) => !isTicked(each)).map((each) => [each.name, each.value]));
  const opened = [...list.querySelectorAll('details')].map((each) => each.open);
  const rows = [...list.querySelectorAll('[data-row]')];
  const place = rows.findIndex((row) => row.contains(document.activeElement));
  return () => {
    for (const input of list.querySelectorAll('input:not([type=hidden])')) {
      if (isTicked(input)) input.checked = ticked.has(input.value);
      else if (typed.has(input.name)) input.value = typed.get(input.name);
    }
    list.querySelectorAll('details').forEach((each, index) => (each.open = opened[index] ?? each.open));
    if (place < 0 || list.contains(document.activeElement)) return;
    const left = list.querySelectorAll('[data-row] a');
    left[Math.min(place, left.length - 1)]?.focus({ preventScroll: true });
  };
}

let refreshing = null;

/** Show the task list as it is now. */
export function refreshTasks() {
  refreshing ??= refreshList().finally(() => (refreshing = null));
  return refreshing;
}

async function refreshList() {
  const list = document.querySelector('[data-live]');
  // while a form of the list is on its way, the next page shows what is new
  if (!list || list.querySelector('form[aria-busy]')) return;
  const restore = remembered(list);
  const top = window.scrollY;
  await fetchInto(list, location.pathname + location.search, 'innerMorph');
  restore();
  if (window.scrollY !== top) window.scrollTo({ top, behavior: 'instant' });
}

/** Tell what happened to the task of the page; the form stays as it is. */
export async function refreshTask() {
  const place = document.querySelector('[data-changes]');
  // an answer that is being sent tells by itself whether somebody was faster
  if (!place || document.querySelector('[data-form][aria-busy]')) return;
  await fetchInto(place, place.dataset.changes, 'innerHTML');
}
