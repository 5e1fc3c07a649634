// Variables that go into an activity and come out of it, and notes for programs.
import { is } from './parts.js';
import { t } from './texts.js';

const TAKES = ['bpmn:Activity', 'bpmn:Event'];
const columns = () => [{ name: 'name', label: t('Variable'), code: true }, { name: 'body', label: t('Value'), kind: 'area', rows: 1, code: true }];

export function dataGroup(place) {
  if (!TAKES.some((type) => is(place.object, type))) return null;
  const camunda = place.tools.extensions.children(place.object, 'inputOutput');
  return {
    id: 'data', title: t('Inputs and outputs'), fields: [
      place.pairs('input', t('Inputs'), columns(), { hint: t('A text, = and FEEL, or ${…}. Known inside the activity only.') }),
      place.pairs('output', t('Outputs'), columns(), { hint: t('Set in the case when the activity is done.') }),
      ...(camunda.length ? [{ id: 'camunda', kind: 'note', label: t('Further inputs and outputs are written in Camunda’s way; they stay as they are.') }] : []),
    ],
  };
}

export function notesGroup(place) {
  const [holder] = place.tools.extensions.children(place.object, 'properties');
  const notes = (holder?.$children ?? []).map(({ name, value }) => `${name ?? ''} = ${value ?? ''}`);
  if (!notes.length) return null;
  return { id: 'notes', title: t('Notes for programs'), fields: notes.map((label, index) => ({ id: String(index), kind: 'note', label })) };
}
