// Persian digits in fields that hold numbers or Latin text: typed or pasted, they arrive as Latin ones.
import { latinDigits } from './texts.js';

const FIELDS = '.fjs-form-field-number input, input[inputmode=numeric], input[type=email], input[type=tel]';
// as the server decides it: forms/rules.py, wants_digits
const PRESETS = ['phone', 'email'];
const ASKS_DIGITS = /\\d|\[[^\]]*[0-9]/;
const OWN_DIGITS = /[٠-٩۰-۹]|\\u06[6f]/i;

function wantsDigits({ validate }) {
  const { validationType, pattern = '' } = validate ?? {};
  return PRESETS.includes(validationType) || (ASKS_DIGITS.test(pattern) && !OWN_DIGITS.test(pattern));
}

/** Return whether an element is a field of the form that is made of digits. */
function digitFields(form) {
  const wanting = form.get('formFieldRegistry').getAll().filter(wantsDigits);
  const ids = wanting.map(({ id }) => `fjs-form-${form._id}-${id}`);
  const named = (id) => ids.some((one) => id === one || id.startsWith(`${one}_`));
  return (target) => !target.closest('j-date') && (target.matches(FIELDS) || named(target.id));
}

/** Convert what is entered into the fields of a form that are made of digits. */
export function convertDigits(node, form) {
  const takes = digitFields(form);
  node.addEventListener('beforeinput', (event) => {
    const latin = event.data && latinDigits(event.data);
    if (!latin || latin === event.data || !takes(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // the only way to insert text that keeps the field's undo history
    document.execCommand('insertText', false, latin);
  }, true);
  // what the browser itself fills in comes without a beforeinput
  node.addEventListener('input', ({ target }) => {
    if (!takes(target)) return;
    const latin = latinDigits(target.value);
    if (latin !== target.value) target.value = latin;
  }, true);
}
