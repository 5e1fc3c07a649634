// The CSRF token, and what happens when the session has ended: nothing typed is lost.
import { ask } from './dialogs.js';
import { element } from './elements.js';
import { t } from './texts.js';
import { toast } from './toasts.js';

/** Header of what a page asks by itself: it does not lengthen the session. */
export const UNATTENDED = 'X-Unattended';

const tokenTag = () => document.querySelector('meta[name="csrf-token"]');

/** Return the headers that every changing request of ours carries. */
export function requestHeaders() {
  return { 'X-CSRFToken': tokenTag()?.content ?? '', 'X-Requested-With': 'fetch' };
}

/** Take the CSRF token of the new session from a fresh copy of this page. */
async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const token = fresh.querySelector('meta[name="csrf-token"]')?.content;
  const signedIn = fresh.querySelector('meta[name="signed-in"]');
  if (!answer.ok || !token || !signedIn) return false;
  tokenTag().content = token;
  for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = token;
  return true;
}

let open = null;

/** Offer to sign in again in another tab, then go on here. */
export function sessionEnded() {
  open ??= offerSignIn().finally(() => (open = null));
  return open;
}

async function offerSignIn() {
  const signIn = document.querySelector('meta[name="sign-in"]')?.content ?? '/';
  const body = element('div', {},
    element('p', {}, t('What you have typed is still here.')),
    element('p', {}, t('Sign in again in a new tab, come back to this page and go on.')));
  for (;;) {
    const answer = await ask({
      title: t('Your session has ended'),
      body,
      actions: [
        { text: t('Sign in'), href: signIn, kind: 'btn-primary' },
        { text: t('I have signed in'), value: 'done' },
      ],
    });
    if (answer !== 'done') return;
    if (await renew().catch(() => false)) {
      toast(t('You are signed in again. Please send once more.'), 'success');
      return;
    }
    toast(t('You are not signed in yet.'), 'warning');
  }
}
