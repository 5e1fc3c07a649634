import { translator } from '../app/texts.js';
import library from './bpmn-js.fa.json';
import persian from './fa.json';

export { isPersian, language, localiseDigits } from '../app/texts.js';
export const t = translator(persian);

/** Translate a text of bpmn-js and its companions. */
export const libraryText = translator(library);
