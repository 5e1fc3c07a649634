import { translator } from '../app/texts.js';
import library from './dmn-js.fa.json';
import persian from './fa.json';

export { isPersian, language, localiseDigits } from '../app/texts.js';
export const t = translator(persian);

const translated = translator(library);

/** Translate a text of dmn-js, whose places look like `{name}` or `{ name }`. */
export function libraryText(text, values = {}) {
  return translated(text, Object.fromEntries(Object.entries(values).flatMap(([name, value]) => [[name, value], [` ${name} `, value]])));
}
