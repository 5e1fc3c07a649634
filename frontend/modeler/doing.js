// What a machine does: connectors and external workers, decisions, scripts, called processes.
import { inWords } from './durations.js';
import { choice, is } from './parts.js';
import { t } from './texts.js';

const WORKS = ['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask'];
const DECIDES = ['bpmn:ServiceTask', 'bpmn:BusinessRuleTask'];
const isOne = (object, types) => types.some((type) => is(object, type));
const retried = (text) => text.split(',').map((each) => inWords(each.trim())).join('; ');
const bindings = choice(() => ({ '': t('Newest version'), deployment: t('Of the same deployment'), version: t('A version'), versionTag: t('A version tag') }));
const mappings = choice(() => ({
  '': t('List of results'), singleEntry: t('One value'), singleResult: t('One result'), collectEntries: t('List of values'),
}));

export function decisionGroup(place) {
  if (!isOne(place.object, DECIDES)) return null;
  return {
    id: 'decision', title: t('Decision'), fields: [
      place.attribute(['decision', 'decisionRef'], t('Decision'), { suggest: 'decisions', code: true, hint: t('The identifier of a decision table.') }),
      place.attribute(['decisionRefBinding'], t('Version'), { kind: 'select', options: bindings }),
      place.attribute(['decisionRefVersion'], t('Number of the version'), { code: true }),
      place.attribute(['decisionRefVersionTag'], t('Version tag'), { code: true }),
      place.attribute(['result', 'resultVariable'], t('Variable for the result'), { code: true }),
      place.attribute(['mapResult', 'mapDecisionResult'], t('Result as'), { kind: 'select', options: mappings }),
    ],
  };
}

export function workGroup(place) {
  if (!isOne(place.object, WORKS)) return null;
  const external = place.attribute(['topic'], t('Topic of an external worker'), { code: true });
  return {
    id: 'work', title: t('What does it'), fields: [
      place.attribute(['connector'], t('Connector'), { suggest: 'connectors', code: true, hint: t('Such as mail; its inputs say to whom, about what.') }),
      { ...external, set: (value) => { external.set(value); markExternal(place, value); } },
      place.attribute(['retry', 'failedJobRetryTimeCycle'], t('Tries after failures'), { code: true, placeholder: 'R3/PT10M', preview: retried }),
      place.attribute(['taskPriority'], t('Priority among workers'), { code: true }),
      ...(is(place.object, 'bpmn:BusinessRuleTask') ? [] : [place.attribute(['resultVariable'], t('Variable for the whole answer'), { code: true })]),
    ],
  };
}

/** A topic of Camunda's counts only beside its type; ours needs none. */
function markExternal(place, topic) {
  const { extensions } = place.tools;
  if (!topic && extensions.attribute(place.object, 'type') === 'external') extensions.setAttribute(place.shown, place.object, ['type'], '');
}

export function scriptGroup(place) {
  if (!is(place.object, 'bpmn:ScriptTask')) return null;
  return {
    id: 'script', title: t('Script'), fields: [
      place.property('scriptFormat', t('Language'), { kind: 'select', options: choice(() => ({ '': 'Python', feel: 'FEEL' })) }),
      place.property('script', t('Script'), { kind: 'area', rows: 8, code: true }),
      place.attribute(['resultVariable'], t('Variable for the result'), { code: true }),
    ],
  };
}

const isComputed = (text) => text.startsWith('=') || /[$#]\{/.test(text);

/** A row of what is passed: `*` stands for every variable; a business key stays as it is. */
function readPassed(part) {
  const { source, sourceExpression, variables, businessKey, target } = part;
  return { from: businessKey ?? (variables ? '*' : source ?? sourceExpression ?? ''), target: businessKey ? t('Business key') : target ?? '', locked: Boolean(businessKey), part };
}

function writePassed({ from = '', target, locked, part }) {
  if (locked) return { locked, part };
  if (from === '*') return { variables: 'all' };
  return isComputed(from) ? { sourceExpression: from, target } : { source: from, target };
}

const passed = (place, name, label) => place.pairs(name, label, [
  { name: 'from', label: t('From'), code: true }, { name: 'target', label: t('To variable'), code: true },
], { read: readPassed, write: writePassed });

export function callGroup(place) {
  if (!is(place.object, 'bpmn:CallActivity')) return null;
  return {
    id: 'work', title: t('Called process'), fields: [
      place.property('calledElement', t('Process'), { suggest: 'processes', code: true }),
      place.attribute(['calledElementBinding'], t('Version'), { kind: 'select', options: bindings }),
      place.attribute(['calledElementVersion'], t('Number of the version'), { code: true }),
      place.attribute(['calledElementVersionTag'], t('Version tag'), { code: true }),
      passed(place, 'in', t('What goes in')), passed(place, 'out', t('What comes out')),
      { id: 'note', kind: 'note', label: t('A variable or an expression; * for every variable. Without any row all variables go in and out.') },
    ],
  };
}
