// Conditions of sequence flows, and the flow that is taken when no other is.
import { is } from './parts.js';
import { t } from './texts.js';

const DECIDES = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway', 'bpmn:Activity'];
const decides = (object) => DECIDES.some((type) => is(object, type));

/** The hint under every expression. */
export const expressionHint = () => t('FEEL begins with =, as in = amount > 100; ${…} is read as well; anything else is Python.');

function defaultBox(place) {
  const source = place.object.sourceRef;
  return {
    id: 'default', label: t('Taken when no other flow is'), kind: 'check', get: () => source.default === place.object,
    set: (value) => {
      const from = place.tools.registry.get(source.id);
      place.tools.modeling.updateProperties(from, { default: value ? place.object : undefined });
    },
  };
}

export function flowGroup(place) {
  const { object } = place;
  if (!is(object, 'bpmn:SequenceFlow') || !decides(object.sourceRef)) return null;
  return {
    id: 'flow', title: t('Condition'), fields: [
      place.expression('conditionExpression', t('Condition'), { kind: 'area', rows: 2, hint: expressionHint() }), defaultBox(place),
    ],
  };
}

export function defaultGroup(place) {
  const { object } = place;
  const flows = object.outgoing ?? [];
  if (!is(object, 'bpmn:Gateway') || !decides(object) || flows.length < 2) return null;
  const named = () => [['', '–'], ...flows.map((flow) => [flow.id, flow.name || t('to {name}', { name: flow.targetRef?.name || flow.targetRef?.id })])];
  return {
    id: 'flow', title: t('Default flow'), fields: [{
      id: 'default', label: t('Taken when no other flow is'), kind: 'select', options: named, get: () => object.default?.id ?? '',
      set: (id) => { place.update({ default: flows.find((flow) => flow.id === id) }); },
    }],
  };
}
