// Draws where a process instance stands: markers on elements, flows taken, counts.
import { element } from '../app/elements.js';
import { language, t } from './texts.js';

const MARKERS = { completed: 'is-done', active: 'is-active', incidents: 'is-incident', cancelled: 'is-cancelled', flows: 'is-taken' };
const OVERLAY = { completed: null, active: null, incidents: '!', cancelled: null, flows: null };

/** The parts of a state that the legend explains, with the words for them. */
export const LEGEND = [
  ['active', () => t('Active')],
  ['completed', () => t('Done')],
  ['incidents', () => t('Incident')],
  ['cancelled', () => t('Cancelled')],
];

function badge(viewer, id, position, className, text, title) {
  const html = element('div', { class: `diagram-badge ${className}`, title, role: 'img', 'aria-label': title, dir: 'auto' }, text);
  viewer.get('overlays').add(id, { position, html });
}

/** Mark the elements of a state that are on this diagram; others are left out. */
export function showState(viewer, state) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  const numbers = new Intl.NumberFormat(language);
  for (const [part, marker] of Object.entries(MARKERS)) {
    for (const id of new Set(state[part] ?? [])) {
      if (!registry.get(id)) continue;
      canvas.addMarker(id, marker);
      if (OVERLAY[part]) badge(viewer, id, { top: -12, left: -10 }, marker, OVERLAY[part], t('Incident'));
    }
  }
  for (const [id, { level, text }] of Object.entries(state.heat ?? {})) {
    if (!registry.get(id)) continue;
    canvas.addMarker(id, `heat-${level}`);
    badge(viewer, id, { top: -12, right: 30 }, 'is-heat', text, text);
  }
  for (const [id, count] of Object.entries(state.counts ?? {})) {
    if (!registry.get(id)) continue;
    const title = t('{count} here', { count });
    badge(viewer, id, { top: -12, right: 14 }, 'is-count', numbers.format(count), title);
  }
}
