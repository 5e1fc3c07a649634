// A field for a value of a decision: by its type a choice, a date, a number or a text.
import { element } from '../app/elements.js';
import { t } from './texts.js';

function choice(attributes, options, value) {
  const known = options.some((option) => option.value === value);
  const all = [{ value: '', text: '' }, ...options, ...(value && !known ? [{ value, text: value }] : [])];
  const items = all.map(({ value: each, text }) => element('option', { value: each, selected: each === (value ?? '') }, text));
  return element('select', { ...attributes, class: 'form-select form-select-sm' }, ...items);
}

const PLACEHOLDERS = {
  any: '"text", 12, [1, 2]', time: '09:30:00', 'date and time': '2026-03-21T09:30:00',
  'days and time duration': 'P2DT4H', 'years and months duration': 'P1Y6M',
};

/** Make a field. `field`: {name, label, type, options}; `value` is the text that was typed. */
export function valueField({ label, type, options }, value, { id, onInput } = {}) {
  const attributes = { id, 'aria-label': id ? null : label };
  const yesNo = [{ value: 'true', text: t('Yes') }, { value: 'false', text: t('No') }];
  let made;
  if (type === 'boolean') made = choice(attributes, yesNo, value);
  else if (options?.length) made = choice(attributes, options, value);
  else if (type === 'date') {
    made = element('j-date', { 'input-id': id, 'aria-label': id ? null : label, value: value ?? '', 'input-class': 'form-control form-control-sm' });
  } else {
    made = element('input', {
      ...attributes, type: 'text', class: 'form-control form-control-sm', value: value ?? '', autocomplete: 'off',
      dir: type === 'string' ? 'auto' : 'ltr', inputmode: type === 'number' ? 'decimal' : null, placeholder: PLACEHOLDERS[type],
    });
  }
  for (const name of ['input', 'change']) made.addEventListener(name, () => onInput?.(made.value));
  return made;
}
