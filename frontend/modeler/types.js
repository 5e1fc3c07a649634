// What elements are called, in words.
import { libraryText, t } from './texts.js';

const TRIGGERS = {
  Timer: () => t('Timer'), Message: () => t('Message'), Signal: () => t('Signal'), Error: () => t('Error'), Escalation: () => t('Escalation'),
  Conditional: () => t('Condition'), Compensate: () => t('Compensation'), Link: () => t('Link'), Terminate: () => t('Terminate'), Cancel: () => t('Cancel'),
};
const NAMES = {
  Process: () => t('Process'), Collaboration: () => t('Diagram'), Participant: () => t('Pool'), Lane: () => t('Lane'),
  SequenceFlow: () => t('Sequence flow'), MessageFlow: () => t('Message flow'), Association: () => t('Association'),
  TextAnnotation: () => t('Annotation'), Group: () => t('Group'), DataObjectReference: () => t('Data object'), DataStoreReference: () => t('Data store'),
  Task: () => t('Task'), UserTask: () => libraryText('User task'), ServiceTask: () => libraryText('Service task'), ScriptTask: () => libraryText('Script task'),
  SendTask: () => libraryText('Send task'), ReceiveTask: () => libraryText('Receive task'), ManualTask: () => libraryText('Manual task'),
  BusinessRuleTask: () => libraryText('Business rule task'), CallActivity: () => libraryText('Call activity'),
  SubProcess: () => t('Subprocess'), Transaction: () => libraryText('Transaction'), AdHocSubProcess: () => t('Ad-hoc subprocess'),
  StartEvent: () => t('Start event'), EndEvent: () => t('End event'), BoundaryEvent: () => t('Boundary event'),
  IntermediateCatchEvent: () => t('Catching event'), IntermediateThrowEvent: () => t('Throwing event'),
  ExclusiveGateway: () => libraryText('Exclusive gateway'), ParallelGateway: () => libraryText('Parallel gateway'), InclusiveGateway: () => libraryText('Inclusive gateway'),
  EventBasedGateway: () => libraryText('Event-based gateway'), ComplexGateway: () => libraryText('Complex gateway'),
};

/** Return the kind of an element in words, an event with its trigger. */
export function typeName({ businessObject }) {
  const plain = businessObject.$type.replace('bpmn:', '');
  const name = NAMES[plain]?.() ?? plain;
  const trigger = businessObject.eventDefinitions?.[0]?.$type.replace('bpmn:', '').replace('EventDefinition', '');
  return TRIGGERS[trigger] ? t('{kind}, {trigger}', { kind: name, trigger: TRIGGERS[trigger]() }) : name;
}
