// Short messages that need no answer, read aloud by screen readers.
import { element } from './elements.js';
import { t } from './texts.js';

const TONES = { success: 'ok', info: 'active', warning: 'warn', danger: 'danger' };
const SECONDS = 8;

function area() {
  const found = document.querySelector('.toasts');
  if (found) return found;
  const made = element('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
  document.body.append(made);
  return made;
}

/** Show a message; one about a failure stays until it is closed. */
export function toast(message, kind = 'info') {
  const note = element(
    'div',
    { class: `toast-note tone-${TONES[kind] ?? 'active'}`, role: kind === 'danger' ? 'alert' : null },
    element('span', {}, message),
    element('button', { type: 'button', 'aria-label': t('Close'), onclick: () => note.remove() }, '×'),
  );
  area().append(note);
  if (kind !== 'danger') setTimeout(() => note.remove(), SECONDS * 1000);
  return note;
}
