// Persian digits in fields that hold numbers or Latin text: typed or pasted, they arrive as Latin ones.
import { latinDigits } from './texts.js';

const FIELDS = '.fjs-form-field-number input, input[inputmode=numeric], input[type=email], input[type=tel]';

/** Convert what is typed into number fields below a node. */
export function convertDigits(node) {
  node.addEventListener('beforeinput', (event) => {
    const latin = event.data && latinDigits(event.data);
    if (!latin || latin === event.data || !event.target.matches(FIELDS) || event.target.closest('j-date')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // the only way to insert text that keeps the field's undo history
    document.execCommand('insertText', false, latin);
  }, true);
}
