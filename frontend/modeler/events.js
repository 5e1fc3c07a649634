// What events wait for or throw: time, messages, signals, errors, escalations, conditions, links.
import { inWords } from './durations.js';
import { expressionHint } from './flows.js';
import { choice, is } from './parts.js';
import { t } from './texts.js';

const KINDS = ['timeDate', 'timeDuration', 'timeCycle'];
const kinds = choice(() => ({ timeDuration: t('After a duration'), timeDate: t('At a time'), timeCycle: t('Again and again') }));
const throws = (object) => is(object, 'bpmn:ThrowEvent') || is(object, 'bpmn:SendTask');
const chosenKinds = new WeakMap();

const kindOf = (timer) => KINDS.find((kind) => timer.get(kind)) ?? chosenKinds.get(timer) ?? 'timeDuration';

function timer(place) {
  const definition = place.object;
  const text = () => definition.get(kindOf(definition))?.body ?? '';
  const put = (kind, body) => {
    chosenKinds.set(definition, kind);
    const said = body ? place.create('bpmn:FormalExpression', { body }) : undefined;
    place.update(Object.fromEntries(KINDS.map((each) => [each, each === kind ? said : undefined])));
  };
  return {
    id: 'timer', title: t('Time'), fields: [
      { id: 'kind', label: t('When'), kind: 'select', options: kinds, get: () => kindOf(definition), set: (kind) => put(kind, text()) },
      {
        id: 'text', label: t('Time'), kind: 'text', code: true, placeholder: 'PT2H', get: text, preview: inWords,
        set: (body) => put(kindOf(definition), body),
      },
    ],
  };
}

const payload = (place) => place.pairs('payload', t('What goes along'), [{ name: 'name', label: t('Variable'), code: true }, { name: 'body', label: t('Value'), kind: 'area', rows: 1, code: true }]);
const correlation = (place) => place.pairs('correlation', t('How the case is found'), [{ name: 'name', label: t('Key'), code: true }, { name: 'body', label: t('Value'), kind: 'area', rows: 1, code: true }]);
const variable = (place) => place.attribute(['variable'], t('Variable for what comes along'), { code: true });

function message(place, owner) {
  const name = place.reference('messageRef', 'bpmn:Message', 'name', t('Message'), { hint: t('Choose one of this file by its name, or write a new name.') });
  return { id: 'message', title: t('Message'), fields: [name, ...(throws(owner) ? [payload(place)] : [correlation(place), variable(place)])] };
}

function signal(place, owner) {
  const name = place.reference('signalRef', 'bpmn:Signal', 'name', t('Signal'), { hint: t('Choose one of this file by its name, or write a new name.') });
  return { id: 'signal', title: t('Signal'), fields: [name, throws(owner) ? payload(place) : variable(place)] };
}

function error(place, owner) {
  const code = place.reference('errorRef', 'bpmn:Error', 'errorCode', t('Code of the error'), { code: true, hint: throws(owner) ? '' : t('Empty: every error is caught.') });
  const caught = throws(owner) ? [] : [
    place.attribute(['errorCodeVariable'], t('Variable for the code'), { code: true }), place.attribute(['errorMessageVariable'], t('Variable for the message'), { code: true }),
  ];
  return { id: 'error', title: t('Error'), fields: [code, ...caught] };
}

function escalation(place, owner) {
  const code = place.reference('escalationRef', 'bpmn:Escalation', 'escalationCode', t('Code of the escalation'), { code: true, hint: throws(owner) ? '' : t('Empty: every escalation is caught.') });
  return { id: 'escalation', title: t('Escalation'), fields: [code, ...(throws(owner) ? [] : [place.attribute(['escalationCodeVariable'], t('Variable for the code'), { code: true })])] };
}

const condition = (place) => ({ id: 'condition', title: t('Condition'), fields: [place.expression('condition', t('Condition'), { kind: 'area', rows: 2, hint: expressionHint() })] });
const link = (place) => ({ id: 'link', title: t('Link'), fields: [place.property('name', t('Name of the link'))] });

const TRIGGERS = {
  'bpmn:TimerEventDefinition': timer, 'bpmn:MessageEventDefinition': message, 'bpmn:SignalEventDefinition': signal, 'bpmn:ErrorEventDefinition': error,
  'bpmn:EscalationEventDefinition': escalation, 'bpmn:ConditionalEventDefinition': condition, 'bpmn:LinkEventDefinition': link,
};

export function eventGroups(place) {
  const { object } = place;
  if (is(object, 'bpmn:ReceiveTask') || is(object, 'bpmn:SendTask')) return message(place, object);
  return (object.eventDefinitions ?? []).flatMap((definition) => TRIGGERS[definition.$type]?.(place.at(definition), object) ?? []);
}
