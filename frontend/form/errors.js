// Faults of a form: at their fields and as a list on top that takes the focus.
import { element } from '../app/elements.js';
import { t } from './texts.js';

const steps = (path) => path.replace(/\[(\d+)\]/g, '.$1').split('.').filter(Boolean).join('.');
const at = (errors, { id, indexes }) => Object.values(indexes ?? {}).reduce((found, index) => found?.[index], errors[id]);

function put(errors, { id, indexes }, texts) {
  const keys = [id, ...Object.values(indexes ?? {})];
  const last = keys.pop();
  const place = keys.reduce((node, key) => (node[key] ??= {}), errors);
  place[last] = texts;
}

const instances = (form) => form.get('formFieldInstanceRegistry').getAllKeyed();

function inputOf(form, { id, indexes }) {
  const name = [`fjs-form-${form._id}-${id}`, ...Object.values(indexes ?? {})].join('_');
  const escaped = CSS.escape(name);
  return document.querySelector(`[id="${escaped}"], :is(input, textarea, select, button)[id^="${escaped}-"]`);
}

function labelOf(form, instance) {
  const input = inputOf(form, instance);
  const label = input?.closest('.fjs-form-field')?.querySelector('.fjs-form-field-label, label');
  return label?.textContent.replace(/\*$/, '').trim() || form.get('formFieldRegistry').get(instance.id).key;
}

/** Put the server's errors, texts by path, at the fields; return those that belong to none. */
export function showServerErrors(form, byPath) {
  const errors = {};
  const rest = [];
  for (const [path, texts] of Object.entries(byPath)) {
    const found = instances(form).find(({ id, valuePath }) => valuePath.join('.') === steps(path) || id === path);
    if (found) put(errors, found, texts);
    else rest.push(...texts);
  }
  form._setState({ errors });
  return rest;
}

/** Return the faults now shown: where and what. */
export function faultsOf(form) {
  const { errors } = form._getState();
  return instances(form).flatMap((instance) => {
    const texts = at(errors, instance);
    return Array.isArray(texts) && texts.length ? [{ instance, label: labelOf(form, instance), texts }] : [];
  });
}

/** Replace the list of faults above the form; without faults it goes away. */
export function summarise(host, form, rest = []) {
  host.querySelector('.form-summary')?.remove();
  const faults = faultsOf(form);
  const count = faults.length + rest.length;
  if (!count) return;
  const items = faults.map(({ instance, label, texts }) => element('li', {},
    element('a', { href: '#', onclick: (event) => jump(event, form, instance) }, `${label}: ${texts.join(' ')}`)));
  const summary = element('div', { class: 'notice tone-danger form-summary', role: 'alert', tabindex: '-1' },
    element('div', {},
      element('h2', {}, count === 1 ? t('One answer needs your attention') : t('{count} answers need your attention', { count })),
      element('ul', {}, ...items, ...rest.map((text) => element('li', {}, text)))));
  host.prepend(summary);
  summary.focus();
}

function jump(event, form, instance) {
  event.preventDefault();
  const input = inputOf(form, instance);
  input?.scrollIntoView({ block: 'center' });
  input?.focus();
}
