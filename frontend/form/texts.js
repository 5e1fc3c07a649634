import { translator } from '../app/texts.js';
import persian from './fa.json';

export { latinDigits, localiseDigits, isPersian, language } from '../app/texts.js';
export const t = translator(persian);
