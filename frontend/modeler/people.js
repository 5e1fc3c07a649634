// Who works a task, until when, with which form.
import { inWords } from './durations.js';
import { is } from './parts.js';
import { t } from './texts.js';

const isWorked = ({ object }) => is(object, 'bpmn:UserTask') || is(object, 'bpmn:ManualTask');

export function peopleGroup(place) {
  if (!isWorked(place)) return null;
  const several = t('Several are separated by commas.');
  return {
    id: 'people', title: t('Who works it, and until when'), fields: [
      place.attribute(['candidateGroups'], t('Groups'), { suggest: 'groups', code: true, hint: `${several} ${t('Empty: the group of the lane.')}` }),
      place.attribute(['candidateUsers'], t('People'), { suggest: 'people', code: true, hint: several }),
      place.attribute(['assignee'], t('Assigned to'), { suggest: 'people', code: true, hint: t('A person, or an expression such as ${starter}.') }),
      place.attribute(['dueDate'], t('Due'), { code: true, placeholder: 'P2D', preview: inWords }),
      place.attribute(['followUpDate'], t('Look at it again'), { code: true, placeholder: 'P1D', preview: inWords }),
      place.attribute(['priority'], t('Priority'), { code: true, hint: t('From 0 to 100; 50 when empty.') }),
    ],
  };
}

export function formGroup(place) {
  const starts = is(place.object, 'bpmn:StartEvent') && !place.object.eventDefinitions?.length;
  if (!isWorked(place) && !starts) return null;
  const fields = [place.attribute(['form', 'formKey', 'formRef'], t('Form'), { suggest: 'forms', code: true, hint: t('The file name of a form, such as intake.form.') })];
  if (starts) fields.push(place.attribute(['initiator'], t('Variable for who starts it'), { code: true }));
  return { id: 'form', title: t('Form'), fields };
}
