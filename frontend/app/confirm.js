// data-confirm="Question?" on a form or one of its buttons; hx-confirm alike. Forms are sent once.
import { confirmed } from './dialogs.js';

const allowed = new WeakSet();

function question(source) {
  return {
    text: source.dataset.confirm ?? source.getAttribute('hx-confirm'),
    action: source.dataset.confirmAction,
    danger: source.hasAttribute('data-confirm-danger'),
  };
}

document.addEventListener(
  'submit',
  async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method === 'dialog') return;
    const source = [event.submitter, form].find((each) => each?.dataset.confirm);
    if (source && !allowed.delete(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { text, action, danger } = question(source);
      if (!(await confirmed(text, { action, danger }))) return;
      allowed.add(form);
      form.requestSubmit(event.submitter);
    } else if (form.method === 'post' && form.ariaBusy === 'true') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  true,
);

// A second press while the first answer is on its way must not send twice.
document.addEventListener('submit', (event) => {
  if (!event.defaultPrevented && event.target.method === 'post') event.target.ariaBusy = 'true';
});
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[aria-busy]')) form.ariaBusy = null;
});

document.addEventListener('htmx:confirm', async (event) => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  event.preventDefault();
  const { text, action, danger } = question(ctx.sourceElement);
  if (await confirmed(text, { action, danger })) issueRequest();
  else dropRequest();
});
