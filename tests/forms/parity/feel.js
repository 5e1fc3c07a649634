// The browser's FEEL: the copies of feelin and feelers that form-js uses.
import { evaluate, unaryTest } from '@bpmn-io/feelin';
import { evaluate as fill } from 'feelers';

const RUN = {
  condition: (text, context) => unaryTest(text, context).value,
  expression: (text, context) => evaluate(text, context).value,
  // as FeelersTemplating of form-js; null and undefined are shown as nothing
  template: (text, context) => fill(text, context, { debug: true, buildDebugString: () => ' {{⚠}} ' }) ?? '',
};

/** Return a value as JSON; what JSON lacks as its FEEL text. */
function plain(value) {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return null;
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return { feel: evaluate('string(it)', { it: value }).value };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

/** Return for each [kind, text] the value, or null and the error: form-js takes errors as null. */
globalThis.answers = (cases, context) =>
  cases.map(([kind, text]) => {
    try {
      return { value: plain(RUN[kind](text, context)) };
    } catch (error) {
      return { value: null, error: String(error.message ?? error) };
    }
  });
