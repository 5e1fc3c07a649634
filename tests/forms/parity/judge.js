// The browser's half: shows a form with what the server sends, enters values, and tells the verdict.
import { createForm } from '@bpmn-io/form-js-viewer';
import { LocalFieldsModule } from '../../../frontend/form/fields.js';

const plain = (value) => JSON.parse(JSON.stringify(value));
const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

async function verdictOf(form) {
  await drawn();
  await drawn();
  const { data, errors } = form.submit();
  return plain({ data, errors });
}

/** Return what an untouched form shows and sends, and what it sends with these values entered. */
globalThis.judge = async ({ schema, shown, entered }) => {
  const container = document.body.appendChild(document.createElement('div'));
  const form = await createForm({ container, schema, data: shown, additionalModules: [LocalFieldsModule] });
  const initial = plain(form._getState().data);
  const untouched = await verdictOf(form);
  form._setState({ data: plain(entered) });
  const filled = await verdictOf(form);
  form.destroy();
  container.remove();
  return { initial, untouched, filled };
};
