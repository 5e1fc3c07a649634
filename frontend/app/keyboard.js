// The keyboard: ? help, / search, j k and arrows through rows, n p through tabs, g + letter to a page, data-key.
import { turnTab } from './tabs.js';

const LONGEST_PAUSE_MS = 1500;
let pressedGo = -Infinity;

const isTyping = (target) =>
  target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=textbox]');

function moveInRows(step) {
  const rows = [...document.querySelectorAll('[data-row]')].filter((row) => row.checkVisibility());
  if (!rows.length) return false;
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = now < 0 ? (step > 0 ? 0 : rows.length - 1) : now + step;
  rows[Math.max(0, Math.min(rows.length - 1, next))].querySelector('a, button')?.focus();
  return true;
}

function press(key) {
  const row = document.activeElement?.closest('[data-row]');
  const name = `[data-key="${CSS.escape(key)}"]`;
  const found = row?.querySelector(name) ?? document.querySelector(`${name}:not([data-row] *)`);
  found?.click();
  return Boolean(found);
}

function goTo(key) {
  const link = document.querySelector(`.app-nav a[data-go="${CSS.escape(key)}"]`);
  link?.click();
  return Boolean(link);
}

function showKeys() {
  const dialog = document.getElementById('keys');
  if (!dialog || dialog.open) return false;
  dialog.showModal();
  return true;
}

function focusSearch() {
  const search = document.querySelector('[data-search]');
  search?.focus();
  search?.select();
  return Boolean(search);
}

const inRows = () => Boolean(document.activeElement?.closest('[data-row]'));

const ACTIONS = {
  '?': showKeys,
  '/': focusSearch,
  j: () => moveInRows(1),
  k: () => moveInRows(-1),
  n: () => turnTab(1),
  p: () => turnTab(-1),
  ArrowDown: () => inRows() && moveInRows(1),
  ArrowUp: () => inRows() && moveInRows(-1),
};

// Letters count by their place on the keyboard, so that a Persian layout works as well.
function letter(event) {
  const place = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  return place && !/^[a-z]$/i.test(event.key) ? place : event.key;
}

function handled(key) {
  if (performance.now() - pressedGo < LONGEST_PAUSE_MS) {
    pressedGo = -Infinity;
    return goTo(key);
  }
  if (key === 'g') {
    pressedGo = performance.now();
    return true;
  }
  return ACTIONS[key]?.() || press(key);
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
  const key = event.key === '؟' ? '?' : letter(event);
  if (/^[a-z?/]$|^Arrow(Up|Down)$/.test(key) && handled(key)) event.preventDefault();
});

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-show-keys]')) showKeys();
});
