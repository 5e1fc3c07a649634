// The texts of the browser side: English in the code, Persian in fa.json.
import persian from './fa.json';

export const language = document.documentElement.lang || 'en';
export const isPersian = language.startsWith('fa');

/** Write the digits of a text as the page's language has them. */
export function localiseDigits(text) {
  return isPersian ? String(text).replace(/[0-9]/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[digit]) : String(text);
}

/** Read Persian and Arabic digits and number signs as Latin ones. */
export function latinDigits(text) {
  return text
    .replace(/[۰-۹]/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.indexOf(digit))
    .replace(/[٠-٩]/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.indexOf(digit))
    .replace(/٫/g, '.')
    .replace(/٬/g, '');
}

/** Return a function that translates by a catalogue and fills `{name}` places. */
export function translator(catalogue) {
  return (text, values = {}) => {
    const found = (isPersian && catalogue[text]) || text;
    return found.replace(/{([^}]+)}/g, (place, name) =>
      values[name] === undefined || values[name] === null ? place : localiseDigits(values[name]),
    );
  };
}

export const t = translator(persian);
