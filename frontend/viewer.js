// [data-diagram]: shows a BPMN diagram (data-src) and where an instance stands on it (data-state).
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './styles/diagram.css';
import Viewer from 'bpmn-js/lib/NavigatedViewer';
import { element } from './app/elements.js';
import { LEGEND, showState } from './diagram/state.js';
import { pickInto } from './diagram/pick.js';
import { t } from './diagram/texts.js';
import { View } from './diagram/view.js';

const FONT = "'Vazirmatn Variable', sans-serif";

function tools(view, host) {
  const button = (text, sign, act) =>
    element('button', { type: 'button', class: 'btn btn-sm btn-quiet', 'aria-label': text, title: text, onclick: act }, sign);
  return element(
    'div', { class: 'diagram-tools', role: 'group', 'aria-label': t('Diagram tools') },
    button(t('Zoom in'), '+', () => view.zoom(1)),
    button(t('Zoom out'), '−', () => view.zoom(-1)),
    button(t('Show the whole diagram'), '▭', () => view.whole()),
    document.fullscreenEnabled ? button(t('Full screen'), '⤢', () => toggleFullScreen(host)) : '',
  );
}

function toggleFullScreen(host) {
  if (document.fullscreenElement === host) document.exitFullscreen();
  else host.requestFullscreen();
}

function legend(state) {
  const shown = LEGEND.filter(([part]) => state[part]?.length);
  const items = shown.map(([part, word]) => element('li', { class: `legend-${part}` }, word()));
  return items.length ? element('ul', { class: 'diagram-legend', 'aria-label': t('Meaning of the colours') }, ...items) : '';
}

/** Let the wheel scroll the page until somebody works in the diagram. */
function scrollOnlyInside(box) {
  const outside = (event) => {
    if (!box.contains(document.activeElement)) event.stopPropagation();
  };
  box.addEventListener('wheel', outside, { capture: true, passive: true });
}

/** A row with data-activity and its shape point at each other. */
function linkRows(viewer) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const row of document.querySelectorAll('[data-activity]')) {
    const id = row.dataset.activity;
    if (!registry.get(id)) continue;
    for (const name of ['pointerenter', 'focusin']) row.addEventListener(name, () => canvas.addMarker(id, 'is-pointed'));
    for (const name of ['pointerleave', 'focusout']) row.addEventListener(name, () => canvas.removeMarker(id, 'is-pointed'));
  }
  viewer.on('element.click', ({ element: { id } }) => {
    const row = document.querySelector(`[data-activity="${CSS.escape(id)}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector('a, button')?.focus();
  });
}

async function xmlOf(address) {
  const answer = await fetch(address, { headers: { Accept: 'application/xml' } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.text();
}

async function open(host) {
  const state = JSON.parse(host.dataset.state || '{}');
  // the canvas is always left to right: in a right-to-left box the labels leave their shapes
  const box = element('div', { class: 'diagram-canvas', dir: 'ltr', role: 'group', 'aria-label': host.dataset.label });
  host.replaceChildren(box);
  const viewer = new Viewer({
    container: box,
    bpmnRenderer: {
      defaultFillColor: 'var(--diagram-fill)', defaultStrokeColor: 'var(--diagram-stroke)', defaultLabelColor: 'var(--diagram-ink)',
    },
    textRenderer: { defaultStyle: { fontFamily: FONT }, externalStyle: { fontFamily: FONT } },
  });
  // labels are measured when they are drawn
  await document.fonts.load(`12px ${FONT}`, 'روند abc');
  await viewer.importXML(await xmlOf(host.dataset.src));
  showState(viewer, state);
  const view = new View(viewer, (state.incidents ?? [])[0] ?? (state.active ?? [])[0]);
  view.readable();
  box.addEventListener('pointerdown', () => (view.moved = true));
  box.addEventListener('keydown', () => (view.moved = true));
  new ResizeObserver(() => view.resized()).observe(box);
  scrollOnlyInside(box);
  linkRows(viewer);
  const select = document.getElementById(host.dataset.picks ?? '');
  if (select) pickInto(viewer, select);
  host.prepend(element('div', { class: 'diagram-head' }, legend(state), tools(view, host)));
}

async function start(host) {
  try {
    await open(host);
    host.dataset.shown = 'yes';
  } catch (error) {
    console.error(error);
    host.replaceChildren(element('p', { class: 'notice tone-danger', role: 'alert' }, t('The diagram could not be shown.')));
    host.dataset.shown = 'no';
  }
}

const known = new WeakSet();

/** Start when the host has a size: inside a closed <details> it has none. */
function startWhenSeen(host) {
  if (known.has(host)) return;
  known.add(host);
  const watcher = new ResizeObserver(([{ contentRect }]) => {
    if (!contentRect.width) return;
    watcher.disconnect();
    start(host);
  });
  watcher.observe(host);
}

function startAll() {
  for (const host of document.querySelectorAll('[data-diagram]')) startWhenSeen(host);
}

startAll();
document.addEventListener('htmx:after:swap', startAll);
