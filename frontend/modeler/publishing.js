// The question before publishing: why.
import { element } from '../app/elements.js';
import { t } from './texts.js';

const LONGEST = 500;

/** Ask for the reason of a new version; return what was said, null when it was called off. */
export async function publication(ask) {
  const reason = element('textarea', { id: 'publish-reason', class: 'form-control', rows: 3, maxlength: LONGEST, dir: 'auto' });
  const body = element('div', { class: 'field' }, element('label', { for: reason.id }, t('What is new, and why?')), reason);
  const answer = await ask({
    title: t('Publish as a new version'), body,
    actions: [{ text: t('Back'), value: '' }, { text: t('Publish'), value: 'publish', kind: 'btn-primary' }],
  });
  return answer === 'publish' ? { reason: reason.value.trim() } : null;
}
