// Our fields inside form-js: dates in the reader's calendar, in place of its Gregorian picker as well.
import { h } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Datetime, Description, Errors, Label } from '@bpmn-io/form-js-viewer';
import { today } from '../app/calendars.js';
import { latinDigits, localiseDigits } from './texts.js';
import { parseTime, partsOf, problemOf, valueOf } from './times.js';

const classes = (type, { errors, disabled, readonly }) =>
  ['fjs-form-field', `fjs-form-field-${type}`, errors.length && 'fjs-has-errors', disabled && 'fjs-disabled', readonly && 'fjs-readonly']
    .filter(Boolean).join(' ');

/** A <j-date> whose typed text always reaches the form, a wrong one too. */
function DateInput({ id, value, disabled, readonly, min, describedBy, onChange, onBlur, onFocus }) {
  const ref = useRef();
  useEffect(() => {
    const field = ref.current;
    const changed = (event) => {
      event.stopPropagation();
      onChange(event.detail);
    };
    field.addEventListener('change', changed);
    return () => field.removeEventListener('change', changed);
  }, [onChange]);
  return h('j-date', { ref, value, min, disabled, readonly, 'input-id': id, 'input-class': 'fjs-input', 'described-by': describedBy, onfocusin: onFocus, onfocusout: onBlur });
}

function TimeInput({ id, value, disabled, readonly, describedBy, onChange, onBlur, onFocus }) {
  const typed = ({ target }) => onChange(target.value.trim() ? (parseTime(target.value) ?? latinDigits(target.value.trim())) : '');
  return h('input', { id, class: 'fjs-input time-input', type: 'text', dir: 'ltr', inputMode: 'numeric', autoComplete: 'off', placeholder: localiseDigits('--:--'),
    value: localiseDigits(value), disabled, readOnly: readonly, 'aria-describedby': describedBy, onChange: typed, onBlur, onFocus });
}

function dateTimeField(type, subtypeOf, labelsOf) {
  return function LocalDateTime({ disabled, readonly, errors = [], domId, field, value, onChange, onBlur, onFocus }) {
    const subtype = subtypeOf(field);
    const labels = labelsOf(field);
    const parts = partsOf(value, subtype);
    const required = field.validate?.required;
    const common = { disabled, readonly, onBlur, onFocus, describedBy: `${domId}-description ${domId}-error-message` };
    const set = (part) => (text) => onChange({ value: valueOf({ ...parts, [part]: text }, subtype, field.timeSerializingFormat) });
    const date = subtype !== 'time' && h('div', { class: 'date-part' },
      h(Label, { htmlFor: domId, label: labels.date, required }),
      h(DateInput, { ...common, id: domId, value: parts.date, min: field.disallowPassedDates ? today() : undefined, onChange: set('date') }));
    const timeId = subtype === 'time' ? domId : `${domId}-time`;
    const time = subtype !== 'date' && h('div', { class: 'time-part' },
      h(Label, { htmlFor: timeId, label: labels.time, required }),
      h(TimeInput, { ...common, id: timeId, value: parts.time, onChange: set('time') }));
    return h('div', { class: classes(type, { errors, disabled, readonly }) },
      h('div', { class: 'date-time' }, date, time),
      h(Description, { id: `${domId}-description`, description: field.description }),
      h(Errors, { id: `${domId}-error-message`, errors }));
  };
}

const LocalDate = dateTimeField('jalalidate', () => 'date', ({ label }) => ({ date: label }));
LocalDate.config = {
  type: 'jalalidate', keyed: true, name: 'Date', label: 'Date', group: 'basic-input', emptyValue: null,
  sanitizeValue: ({ value }) => (typeof value === 'string' ? value : null),
  create: (options = {}) => ({ label: 'Date', ...options }),
};

const LocalDateTime = dateTimeField('datetime', ({ subtype }) => subtype, ({ dateLabel, timeLabel }) => ({ date: dateLabel, time: timeLabel }));
LocalDateTime.config = { ...Datetime.config, sanitizeValue: ({ value }) => (typeof value === 'string' ? value : null) };

class LocalFields {
  static $inject = ['formFields', 'formFieldRegistry', 'validator'];

  constructor(formFields, formFieldRegistry, validator) {
    formFields.register('jalalidate', LocalDate);
    formFields.register('datetime', LocalDateTime);
    const standard = validator.validateFieldInstance.bind(validator);
    validator.validateFieldInstance = (instance, value) => {
      const field = formFieldRegistry.get(instance.id);
      const isOurs = field?.type === 'jalalidate' || field?.type === 'datetime';
      const problem = isOurs ? problemOf(value, field) : '';
      return problem ? [problem] : standard(instance, value);
    };
  }
}

export const LocalFieldsModule = { __init__: ['localFields'], localFields: ['type', LocalFields] };
