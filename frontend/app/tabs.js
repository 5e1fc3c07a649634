// Tabs: [role=tablist] beside a form, whose panels are filled when they are first looked at (data-from),
// and the links of nav.tabs. N and P go to the next and the previous one.
const KEPT = 'ravand.beside';

const panelOf = (tab) => document.getElementById(tab.getAttribute('aria-controls'));
const tabsOf = (list) => [...list.querySelectorAll('[role=tab]')];

function fill(panel) {
  if (!panel.dataset.from) return Promise.resolve();
  const source = panel.dataset.from;
  delete panel.dataset.from;
  return window.htmx.ajax('GET', source, { source: panel, target: panel, swap: 'innerHTML' }).catch(() => (panel.dataset.from = source));
}

function choose(tab) {
  for (const other of tabsOf(tab.closest('[role=tablist]'))) {
    const chosen = other === tab;
    other.ariaSelected = String(chosen);
    other.tabIndex = chosen ? 0 : -1;
    panelOf(other).hidden = !chosen;
  }
  tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  sessionStorage.setItem(KEPT, tab.id); // the next task opens with the same one
  return fill(panelOf(tab));
}

function arrow(event, tab) {
  const tabs = tabsOf(tab.closest('[role=tablist]'));
  const forward = getComputedStyle(tab).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
  const at = tabs.indexOf(tab);
  const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = tabs[(to + tabs.length) % tabs.length];
  next.focus();
  choose(next);
}

/** Go to the next (1) or previous (-1) tab of the page; say whether there is one. */
export function turnTab(step) {
  const tabs = [...document.querySelectorAll('[data-beside] [role=tab]')];
  const links = tabs.length ? tabs : [...document.querySelectorAll('main nav.tabs a')];
  if (links.length < 2) return false;
  const now = links.findIndex((one) => one.ariaSelected === 'true' || one.ariaCurrent === 'page');
  const next = links[(now + step + links.length) % links.length];
  if (tabs.length) next.focus();
  next.click();
  return true;
}

/** Open a tab and go into the first field of it. */
async function enter(tab) {
  await choose(tab);
  panelOf(tab).querySelector('textarea, input:not([type=hidden])')?.focus();
}

document.addEventListener('click', (event) => {
  const tab = event.target.closest?.('[role=tab]');
  // a press of the tab's letter goes on into its panel
  if (tab) (event.isTrusted || !tab.dataset.key ? choose : enter)(tab);
});

document.addEventListener('keydown', (event) => {
  const tab = event.target.closest?.('[role=tab]');
  if (tab) arrow(event, tab);
});

const kept = document.querySelector('[data-beside]') && document.getElementById(sessionStorage.getItem(KEPT));
// behind the start of htmx
if (kept) document.addEventListener('DOMContentLoaded', () => setTimeout(() => choose(kept)));
