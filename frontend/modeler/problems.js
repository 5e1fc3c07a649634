// What is wrong with the diagram: a list, and marks on the elements.
import { element } from '../app/elements.js';
import { localiseDigits, t } from './texts.js';

const KINDS = {
  error: { tone: 'danger', word: () => t('Error') }, warning: { tone: 'warn', word: () => t('Warning') }, hint: { tone: 'muted', word: () => t('Hint') },
};
const ORDER = Object.keys(KINDS);

export class Problems {
  #marked = [];

  constructor(box, heading, canvas) {
    Object.assign(this, { box, heading, canvas });
  }

  show(problems) {
    const sorted = problems.toSorted((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
    this.#mark(sorted);
    const count = (severity) => problems.filter((each) => each.severity === severity).length;
    const [errors, warnings, hints] = ORDER.map(count);
    this.heading.textContent = problems.length ? t('{errors} errors, {warnings} warnings, {hints} hints', { errors, warnings, hints }) : t('Nothing is wrong');
    this.heading.className = `badge-tone tone-${errors ? 'danger' : warnings ? 'warn' : 'ok'}`;
    this.box.replaceChildren(...sorted.map((each) => this.#row(each)));
    this.box.hidden = !problems.length;
  }

  #row({ severity, text, id, name, line, file }) {
    const { tone, word } = KINDS[severity];
    const place = id && this.canvas.get('elementRegistry').get(id)
      ? element('button', { type: 'button', class: 'btn btn-sm btn-link', onclick: () => this.canvas.show(id) }, element('bdi', {}, name || id))
      : element('bdi', {}, name || id || '');
    return element('li', {},
      element('div', {}, element('span', { class: `badge-tone tone-${tone}` }, word()), ' ', place, ' ',
        id ? element('bdi', { class: 'code' }, id) : '', file && !file.endsWith('.bpmn') ? element('bdi', { class: 'code' }, file) : '',
        line ? element('span', { class: 'number' }, ` ${t('line {line}', { line: localiseDigits(line) })}`) : ''),
      element('p', {}, text));
  }

  #mark(problems) {
    const overlays = this.canvas.get('overlays');
    const registry = this.canvas.get('elementRegistry');
    overlays.remove({ type: 'problem' });
    for (const [id, severity] of this.#marked) if (registry.get(id)) this.canvas.get('canvas').removeMarker(id, `has-${severity}`);
    this.#marked = [];
    for (const { id, severity, text } of problems) {
      const found = id && registry.get(id);
      if (!found || found === this.canvas.get('canvas').getRootElement() || this.#marked.some(([each]) => each === id)) continue;
      this.#marked.push([id, severity]);
      this.canvas.get('canvas').addMarker(id, `has-${severity}`);
      if (severity !== 'hint' && !found.waypoints) {
        const badge = element('div', { class: `diagram-badge is-${severity}`, title: text, 'aria-hidden': 'true' }, '!');
        overlays.add(id, 'problem', { position: { top: -12, left: -10 }, html: badge });
      }
    }
  }
}
