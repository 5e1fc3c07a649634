// The properties of what is selected, as groups of fields.
import { element } from '../app/elements.js';
import { make, shape, suggestions } from './fields.js';
import { groupsOf } from './groups.js';
import { t } from './texts.js';
import { typeName } from './types.js';

const WIDE = new Set(['general', 'people', 'flow', 'script', 'work', 'timer']);

export class Panel {
  #syncs = [];
  #shape = '';
  #opened = new Map();

  constructor(box, modeler, tools, choices) {
    this.box = box;
    this.modeler = modeler;
    this.tools = tools;
    box.append(element('div', { hidden: true }, ...suggestions(choices)), (this.body = element('div', {})));
    modeler.on('selection.changed', () => this.show());
    modeler.on('elements.changed', () => this.show());
    modeler.on('import.done', () => this.show());
    modeler.on('root.set', () => this.show());
  }

  get selected() {
    const chosen = this.modeler.get('selection').get();
    if (chosen.length > 1) return null;
    return chosen[0] ?? this.modeler.get('canvas').getRootElement();
  }

  show() {
    const shown = this.selected;
    if (!shown?.businessObject) return this.#say(t('Several elements are selected.'));
    const groups = groupsOf(shown, this.tools);
    const now = [shown.id, ...groups.map(({ id, fields }) => `${id}:${fields.map(shape).join(',')}`)].join(';');
    if (now === this.#shape) for (const sync of this.#syncs) sync();
    else this.#build(shown, groups, now);
    return undefined;
  }

  #say(text) {
    this.#shape = '';
    this.body.replaceChildren(element('p', { class: 'text-secondary panel-note' }, text));
  }

  #build(shown, groups, now) {
    const focused = this.body.contains(document.activeElement) ? document.activeElement.id : null;
    this.#shape = now;
    this.#syncs = [];
    const object = shown.businessObject;
    this.body.replaceChildren(
      element('h2', { class: 'panel-title' }, element('span', {}, typeName(shown)), ' ', element('bdi', { class: 'code' }, object.id ?? '')),
      ...groups.map((group) => this.#group(group)),
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  #group({ id, title, fields }) {
    const made = fields.map((field) => make(field, `field-${id}-${field.id}`));
    this.#syncs.push(...made.map(({ sync }) => sync));
    const used = fields.some((field) => (field.kind === 'table' ? field.get().length : field.kind !== 'note' && field.get()));
    const open = this.#opened.get(id) ?? (WIDE.has(id) || used);
    const box = element('details', { class: 'panel-group', open }, element('summary', {}, title), ...made.map(({ node }) => node));
    box.addEventListener('toggle', () => this.#opened.set(id, box.open));
    return box;
  }
}
