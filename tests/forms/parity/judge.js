// The browser's half: shows a form with what the server sends, enters values, and tells the verdict.
import { createForm } from '@bpmn-io/form-js-viewer';
import { LocalFieldsModule } from '../../../frontend/form/fields.js';

const plain = (value) => JSON.parse(JSON.stringify(value));
const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

/** Wait until the form has hidden and computed what it does: each drawing may bring another. */
async function settled(form) {
  for (let before = null, turns = 0; turns < 12; turns += 1) {
    await drawn();
    const now = JSON.stringify([form._getState().data, form.get('formFieldInstanceRegistry').getAll().map(({ id, indexes }) => [id, indexes])]);
    if (now === before) return;
    before = now;
  }
}

async function verdictOf(form) {
  await drawn();
  await settled(form);
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
