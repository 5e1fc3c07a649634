// The theme changes at once and is kept by the server; without a script the same form reloads the page.
import { reportFailure, reportUnreachable } from './problems.js';
import { requestHeaders } from './session.js';

const root = document.documentElement;

function show(theme, form) {
  root.dataset.bsTheme = theme;
  for (const button of form.querySelectorAll('button[name=theme]')) {
    button.ariaPressed = String(button.value === theme);
  }
}

document.addEventListener('submit', async (event) => {
  const { target: form, submitter } = event;
  if (submitter?.name !== 'theme') return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const before = root.dataset.bsTheme;
  const body = new URLSearchParams(new FormData(form, submitter));
  show(submitter.value, form);
  try {
    const headers = { ...requestHeaders(), Accept: 'application/json' };
    const answer = await fetch(form.action, { method: 'POST', body, headers });
    if (answer.ok) return;
    await reportFailure(answer.status, null);
  } catch {
    reportUnreachable();
  }
  show(before, form);
}, true);
