// htmx: the CSRF header goes along, failures are told in words, pages are swapped in only as HTML.
import { reportFailure, reportUnreachable } from './problems.js';
import { UNATTENDED, requestHeaders } from './session.js';
import { toast } from './toasts.js';

document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  Object.assign(ctx.request.headers, requestHeaders());
});

// nobody asked for it, so nobody is told that it failed
const isUnattended = (ctx) => UNATTENDED in (ctx?.request.headers ?? {});

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an empty or plain answer: the status says enough
  }
}

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  const { status, headers } = ctx.response;
  const isPage = (headers.get('Content-Type') ?? '').startsWith('text/html');
  if (status < 400 || (isPage && status === 422)) return;
  event.preventDefault();
  if (isUnattended(ctx)) return;
  reportFailure(status, isPage ? null : parsed(ctx.text));
});

document.addEventListener('htmx:error', ({ detail: { ctx, error } }) => {
  if (isUnattended(ctx)) return;
  if (error instanceof TypeError || error?.name === 'AbortError') reportUnreachable();
});

document.addEventListener('ravand:toast', ({ detail }) => toast(detail.message, detail.kind));
