// Name, identifier and what an element is about, in both languages.
import { is } from './parts.js';
import { t } from './texts.js';

const ID = /^[\p{L}_][\p{L}\p{N}._-]*$/u;
const SAID = ['bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:Process'];

function identifier(place) {
  const { object, tools } = place;
  return place.property('id', t('Identifier'), {
    code: true,
    set: (value) => {
      if (value === object.id) return '';
      if (!ID.test(value)) return t('Begin with a letter or _; then letters, digits, ., - and _.');
      if (tools.moddle.ids.assigned(value)) return t('Another element has this identifier.');
      place.update({ id: value });
      return '';
    },
  });
}

const nameField = (place) => (is(place.object, 'bpmn:TextAnnotation') ? place.property('text', t('Text'), { kind: 'area' }) : place.property('name', t('Name')));

function documentation(place) {
  return {
    id: 'documentation', label: t('What it is about'), kind: 'area', get: () => place.object.get('documentation')?.[0]?.text ?? '',
    set: (text) => { place.update({ documentation: text ? [place.create('bpmn:Documentation', { text })] : [] }); },
  };
}

function persian(place, name, label, kind) {
  const { extensions } = place.tools;
  return {
    id: `${name}-fa`, label, kind, get: () => extensions.translation(place.object, name, 'fa'),
    set: (text) => { extensions.setTranslation(place.shown, place.object, name, 'fa', text); },
  };
}

export function generalGroup(place) {
  const { object } = place;
  if (is(object, 'bpmn:Collaboration')) return null;
  const fields = [nameField(place), persian(place, 'name', t('Name in Persian'), 'text'), identifier(place), documentation(place)];
  if (SAID.some((type) => is(object, type))) fields.push(persian(place, 'documentation', t('What it is about, in Persian'), 'area'));
  return { id: 'general', title: t('General'), fields };
}
