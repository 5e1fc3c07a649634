// Questions to the server that are answered with JSON.
import { reportFailure, reportUnreachable } from './problems.js';
import { requestHeaders } from './session.js';

/** Send JSON; return [status, answer], or null when nobody could answer (a person is told). */
export async function send(address, body, expected = []) {
  let answer;
  try {
    const headers = { ...requestHeaders(), 'Content-Type': 'application/json', Accept: 'application/json' };
    answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
  } catch {
    reportUnreachable();
    return null;
  }
  const content = await answer.json().catch(() => null);
  if (answer.ok || expected.includes(answer.status)) return [answer.status, content];
  await reportFailure(answer.status, content);
  return null;
}

/** Return a function that waits until calls have paused, and drops answers that were overtaken. */
export function latest(work, show, pauseMs = 350) {
  let timer = 0;
  let turn = 0;
  return () => {
    clearTimeout(timer);
    const mine = ++turn;
    timer = setTimeout(async () => {
      const found = await work();
      if (mine === turn && found) show(found);
    }, pauseMs);
  };
}
