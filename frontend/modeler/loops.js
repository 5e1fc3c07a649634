// Activities that are done several times.
import { expressionHint } from './flows.js';
import { choice, is } from './parts.js';
import { t } from './texts.js';

const SEVERAL = 'bpmn:MultiInstanceLoopCharacteristics';
const LOOP = 'bpmn:StandardLoopCharacteristics';
const kinds = choice(() => ({ '': t('Once'), parallel: t('Several at the same time'), sequential: t('Several, one after the other'), loop: t('Again while a condition holds') }));

function kindOf(found) {
  if (!found) return '';
  if (found.$type === LOOP) return 'loop';
  return found.isSequential ? 'sequential' : 'parallel';
}

function kind(place) {
  const found = () => place.object.loopCharacteristics;
  return {
    id: 'kind', label: t('How often'), kind: 'select', options: kinds, get: () => kindOf(found()),
    set: (chosen) => {
      if (!chosen) place.update({ loopCharacteristics: undefined });
      else if (found()?.$type === SEVERAL && chosen !== 'loop') place.update({ isSequential: chosen === 'sequential' }, found());
      else place.update({ loopCharacteristics: place.create(chosen === 'loop' ? LOOP : SEVERAL, chosen === 'sequential' ? { isSequential: true } : {}) });
    },
  };
}

function several(at) {
  return [
    at.attribute(['collection'], t('For each item of'), { code: true, hint: t('A variable or an expression that is a list.') }),
    at.attribute(['elementVariable'], t('Variable for the item'), { code: true }),
    at.expression('loopCardinality', t('Or a number'), {}),
    at.expression('completionCondition', t('Enough when'), { hint: expressionHint() }),
    at.attribute(['outputCollection'], t('Variable for all results'), { code: true }),
    at.attribute(['outputElement'], t('What each adds to it'), { code: true }),
  ];
}

const again = (at) => [at.expression('loopCondition', t('While'), { hint: expressionHint() }), at.property('loopMaximum', t('At most'), { code: true }), at.flag('testBefore', t('Look before the first time'))];

export function loopGroup(place) {
  if (!is(place.object, 'bpmn:Activity')) return null;
  const found = place.object.loopCharacteristics;
  const more = found ? (found.$type === LOOP ? again : several)(place.at(found)) : [];
  return { id: 'loop', title: t('Repetition'), fields: [kind(place), ...more] };
}
