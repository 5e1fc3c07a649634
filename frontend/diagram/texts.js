import { translator } from '../app/texts.js';
import persian from './fa.json';

export { isPersian, language } from '../app/texts.js';
export const t = translator(persian);
