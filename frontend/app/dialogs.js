// Questions and notices as native dialogs: focus, Escape and the backdrop come with them.
import { element } from './elements.js';
import { t } from './texts.js';

let number = 0;

/** Show a dialog and return a promise of the pressed button's value, or "" when it was closed. */
export function ask({ title, body, actions }) {
  const id = `dialog-${++number}`;
  const dialog = element(
    'dialog',
    { class: 'dialog', 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title` }, title),
    ...(body ? [typeof body === 'string' ? element('p', {}, body) : body] : []),
  );
  const form = element('form', { method: 'dialog', class: 'dialog-actions' });
  for (const { text, value, kind = 'btn-quiet', href } of actions) {
    form.append(
      href
        ? element('a', { class: `btn ${kind}`, href, target: '_blank' }, text)
        : element('button', { class: `btn ${kind}`, value }, text),
    );
  }
  dialog.append(form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.showModal();
  });
}

/** Ask for a yes; the safe answer has the focus. */
export async function confirmed(question, { action, danger } = {}) {
  const answer = await ask({
    title: question,
    actions: [
      { text: t('Back'), value: '' },
      { text: action || t('Continue'), value: 'yes', kind: danger ? 'btn-danger' : 'btn-primary' },
    ],
  });
  return answer === 'yes';
}
