// Looks again when something has changed: told by a stream while the page is seen, else from time to time.
import { refreshBell } from './bell.js';
import { refreshTask, refreshTasks } from './refreshing.js';

const POLL_MS = 25000;
const POLLS_BEFORE_STREAM = 4; // then it is tried whether there is room for a stream
const address = document.querySelector('meta[name="live"]')?.content;
const watched = document.querySelector('[data-live-task]')?.dataset.liveTask;
let after = document.querySelector('[data-live]')?.dataset.live;
let source = null;
let polling = null;
let polls = 0;

const PARTS = { tasks: refreshTasks, task: refreshTask, bell: refreshBell };

function stop() {
  source?.close();
  clearInterval(polling);
  source = polling = null;
}

async function poll() {
  const [alive] = await Promise.all([refreshBell(), refreshTasks(), refreshTask()]);
  if (!alive) stop();
  else if (++polls % POLLS_BEFORE_STREAM === 0) start();
}

function start() {
  stop();
  const query = new URLSearchParams();
  if (watched) query.set('task', watched);
  if (after) query.set('after', after);
  source = new EventSource(`${address}?${query}`);
  source.addEventListener('ready', ({ lastEventId }) => (after = lastEventId));
  for (const [topic, refresh] of Object.entries(PARTS)) source.addEventListener(topic, refresh);
  source.onerror = ({ target }) => {
    if (target !== source || target.readyState !== EventSource.CLOSED) return; // it comes back by itself
    stop();
    polling = setInterval(poll, POLL_MS);
  };
}

function follow() {
  if (document.hidden) stop();
  else if (!source && !polling) start();
}

if (address) {
  document.addEventListener('visibilitychange', () => {
    follow();
    if (!document.hidden) refreshBell();
  });
  // a browser opens few connections: what is left must not hold one
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', follow);
  follow();
}
