// [data-changes]: two diagrams side by side that move together, with what changed lit in both.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './styles/changes.css';
import Viewer from 'bpmn-js/lib/NavigatedViewer';
import { element } from './app/elements.js';
import { t } from './diagram/texts.js';
import { View } from './diagram/view.js';

const FONT = "'Vazirmatn Variable', sans-serif";

async function open(side, marks) {
  const box = element('div', { class: 'diagram-canvas', dir: 'ltr', role: 'group', 'aria-label': side.dataset.label });
  side.replaceChildren(box);
  const viewer = new Viewer({
    container: box,
    bpmnRenderer: { defaultFillColor: 'var(--diagram-fill)', defaultStrokeColor: 'var(--diagram-stroke)', defaultLabelColor: 'var(--diagram-ink)' },
    textRenderer: { defaultStyle: { fontFamily: FONT }, externalStyle: { fontFamily: FONT } },
  });
  await document.fonts.load(`12px ${FONT}`, 'روند abc');
  const answer = await fetch(side.dataset.src, { headers: { Accept: 'application/xml' } });
  if (!answer.ok) throw new Error(`${side.dataset.src} answered ${answer.status}`);
  await viewer.importXML(await answer.text());
  const registry = viewer.get('elementRegistry');
  for (const [id, kind] of Object.entries(marks)) if (registry.get(id)) viewer.get('canvas').addMarker(id, `is-${kind}`);
  return viewer;
}

/** What is seen of one is seen of the other. */
function together(viewers) {
  let following = false;
  for (const viewer of viewers) {
    viewer.on('canvas.viewbox.changed', ({ viewbox: { x, y, width, height } }) => {
      if (following) return;
      following = true;
      for (const other of viewers) if (other !== viewer) other.get('canvas').viewbox({ x, y, width, height });
      following = false;
    });
  }
}

function pointAt(viewers, rows, id) {
  for (const row of rows) row.classList.toggle('is-chosen', row.dataset.change === id);
  for (const viewer of viewers) {
    const registry = viewer.get('elementRegistry');
    for (const { id: each } of registry.filter(() => true)) viewer.get('canvas').removeMarker(each, 'is-pointed');
    if (!registry.get(id)) continue;
    viewer.get('canvas').addMarker(id, 'is-pointed');
    viewer.get('canvas').scrollToElement(id, 60);
  }
}

async function start(host) {
  const sides = [...host.querySelectorAll('[data-side]')];
  const rows = [...host.querySelectorAll('[data-change]')];
  try {
    const marks = JSON.parse(host.dataset.changes);
    const viewers = await Promise.all(sides.map((side) => open(side, marks)));
    together(viewers);
    new View(viewers.at(-1), Object.keys(marks)[0]).readable();
    for (const row of rows) row.querySelector('button').addEventListener('click', () => pointAt(viewers, rows, row.dataset.change));
    for (const viewer of viewers) {
      viewer.on('element.click', ({ element: { id } }) => {
        if (!marks[id]) return;
        pointAt(viewers, rows, id);
        host.querySelector(`[data-change="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' });
      });
    }
    host.dataset.shown = 'yes';
  } catch (error) {
    console.error(error);
    for (const side of sides) side.replaceChildren(element('p', { class: 'notice tone-danger', role: 'alert' }, t('The diagram could not be shown.')));
    host.dataset.shown = 'no';
  }
}

for (const host of document.querySelectorAll('[data-changes]')) start(host);
