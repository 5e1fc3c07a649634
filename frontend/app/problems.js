// Answers that are not pages: problem+json from the server, or no answer at all.
import { sessionEnded } from './session.js';
import { t } from './texts.js';
import { toast } from './toasts.js';

/** Return what a person should read about a failed answer. */
export function problemText(status, problem) {
  const parts = [problem?.title, problem?.detail].filter(Boolean);
  if (parts.length) return [...new Set(parts)].join(' ');
  if (status === 403) return t('You are not allowed to do this.');
  if (status === 404) return t('This no longer exists.');
  if (status === 409) return t('Somebody was faster. Reload the page to see the current state.');
  if (status === 413) return t('This is too large to send.');
  if (status === 429) return t('Too many attempts. Wait a little and try again.');
  return t('The server could not do this. Try again in a moment.');
}

/** Tell about a failed answer; a lost session is offered back. */
export async function reportFailure(status, problem) {
  if (status === 401) await sessionEnded();
  else toast(problemText(status, problem), 'danger');
}

/** Tell that the server could not be reached. */
export function reportUnreachable() {
  toast(t('The server cannot be reached. Nothing you typed is lost; try again.'), 'danger');
}
