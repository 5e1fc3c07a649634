// The question before publishing: why, and for whom.
import { element } from '../app/elements.js';
import { t } from './texts.js';

const LONGEST = 500;

/** Ask for the reason and the state of a new version; return what was said, null when it was called off. */
export async function publication(ask) {
  const reason = element('textarea', { id: 'publish-reason', class: 'form-control', rows: 3, maxlength: LONGEST, dir: 'auto' });
  const state = element('select', { id: 'publish-state', class: 'form-select' },
    element('option', { value: 'active' }, t('Active: new cases take it at once')),
    element('option', { value: 'test' }, t('In test: only designers and owners start it')));
  const body = element('div', {},
    element('div', { class: 'field' }, element('label', { for: reason.id }, t('What is new, and why?')), reason),
    element('div', { class: 'field' }, element('label', { for: state.id }, t('New version')), state));
  const answer = await ask({
    title: t('Publish as a new version'), body,
    actions: [{ text: t('Back'), value: '' }, { text: t('Publish'), value: 'publish', kind: 'btn-primary' }],
  });
  return answer === 'publish' ? { reason: reason.value.trim(), state: state.value } : null;
}
