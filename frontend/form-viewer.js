// [data-form]: shows a form-js form and sends its answers to data-submit.
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './styles/form.css';
import { createForm } from '@bpmn-io/form-js-viewer';
import { element } from './app/elements.js';
import { convertDigits } from './form/digits.js';
import { Draft } from './form/draft.js';
import { LocalFieldsModule } from './form/fields.js';
import { Sending } from './form/sending.js';
import { t } from './form/texts.js';

/** Return the JSON inside the host's <script data-name>, or behind the address in data-name. */
async function json(host, name) {
  const script = host.querySelector(`script[type="application/json"][data-${name}]`);
  if (script) return JSON.parse(script.textContent);
  const address = host.dataset[name];
  if (!address) return {};
  const answer = await fetch(address, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}

/** Warn before leaving with answers that were neither sent nor kept. */
function guardDraft(draft) {
  window.addEventListener('beforeunload', (event) => {
    if (draft.unsafe) event.preventDefault();
  });
  return () => draft.end();
}

/** Warn before leaving with answers that were not sent. */
function guardChanges(form) {
  const now = () => JSON.stringify(form._getState().data);
  let sent = now();
  // form-js itself settles some values right after the first drawing
  requestAnimationFrame(() => requestAnimationFrame(() => (sent = now())));
  window.addEventListener('beforeunload', (event) => {
    if (sent !== null && sent !== now()) event.preventDefault();
  });
  return () => (sent = null);
}

/** Enter in a lone text field must not complete a task: only a submit button inside the form may. */
function refuseImplicitSubmit(host) {
  host.addEventListener('submit', (event) => {
    if (event.submitter) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}

function connect(host, form) {
  const draft = host.dataset.draft ? new Draft(host, form) : null;
  const sending = new Sending(host, form, { onSent: draft ? guardDraft(draft) : guardChanges(form) });
  form.on('submit', (answers) => {
    draft?.hold();
    sending.take(answers);
  });
  for (const button of sending.buttons) {
    sending.listen(button);
    button.disabled = false;
  }
  // anywhere but in another form of the page; with Shift the second button
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    const within = event.target.closest?.('form');
    if (document.querySelector('dialog[open]') || (within && !host.contains(within))) return;
    sending.buttons[event.shiftKey ? 1 : 0]?.click();
  });
}

async function open(host) {
  const readOnly = host.hasAttribute('data-read-only');
  const [schema, data] = await Promise.all([json(host, 'schema'), json(host, 'values')]);
  refuseImplicitSubmit(host);
  const form = await createForm({
    container: host,
    schema,
    data,
    properties: { readOnly },
    additionalModules: [LocalFieldsModule, { translate: ['value', t] }],
  });
  convertDigits(host, form);
  if (!readOnly && host.dataset.submit) connect(host, form);
}

async function start(host) {
  try {
    await open(host);
    host.dataset.shown = 'yes';
  } catch (error) {
    console.error(error);
    host.append(element('p', { class: 'notice tone-danger', role: 'alert' }, t('The form could not be shown.')));
    host.dataset.shown = 'no';
  }
}

for (const host of document.querySelectorAll('[data-form]')) start(host);
