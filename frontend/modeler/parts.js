// How fields of the panel read and write the diagram: properties of BPMN, attributes of ours, expressions, references.
import { is } from 'bpmn-js/lib/util/ModelUtil';

export { is };

/** What a group works on: an element of the canvas and one of its objects (its own, or a definition inside it). */
export class Place {
  constructor(tools, shown, object = shown.businessObject) {
    Object.assign(this, { tools, shown, object });
  }

  at(object) {
    return new Place(this.tools, this.shown, object);
  }

  update(properties, object = this.object) {
    if (object === this.shown.businessObject) this.tools.modeling.updateProperties(this.shown, properties);
    else this.tools.modeling.updateModdleProperties(this.shown, object, properties);
  }

  create(type, properties, parent = this.object) {
    const made = this.tools.factory.create(type, properties);
    made.$parent = parent;
    return made;
  }

  /** A property of BPMN itself. */
  property(id, label, more = {}) {
    return {
      id, label, kind: 'text', get: () => String(this.object.get(id) ?? ''),
      set: (value) => { this.update({ [id]: value || undefined }); }, ...more,
    };
  }

  /** A box for a property that is true or false. */
  flag(id, label) {
    return { id, label, kind: 'check', get: () => Boolean(this.object.get(id)), set: (value) => this.update({ [id]: value }) };
  }

  /** An attribute of ours, or of a vendor whose word for it stands there already. */
  attribute(names, label, more = {}) {
    const { extensions } = this.tools;
    return {
      id: names[0], label, kind: 'text', get: () => extensions.attribute(this.object, ...names),
      set: (value) => { extensions.setAttribute(this.shown, this.object, names, value); }, ...more,
    };
  }

  /** The text of an expression that is a part of the object. */
  expression(id, label, more = {}) {
    return {
      id, label, kind: 'text', code: true, get: () => this.object.get(id)?.body ?? '',
      set: (value) => { this.update({ [id]: value ? this.create('bpmn:FormalExpression', { body: value }) : undefined }); }, ...more,
    };
  }

  /** A message, signal, error or escalation of the file, chosen or created by what people call it. */
  reference(id, type, by, label, more = {}) {
    const known = () => this.tools.definitions().rootElements.filter((each) => is(each, type));
    const called = (each) => each?.get(by) || each?.get('name') || each?.id || '';
    const find = (value) => known().find((each) => called(each) === value);
    const make = (value) => {
      const made = this.create(type, by === 'name' ? { name: value } : { name: value, [by]: value }, this.tools.definitions());
      this.tools.definitions().rootElements.push(made);
      return made;
    };
    return {
      id, label, kind: 'text', get: () => called(this.object.get(id)),
      set: (value) => { this.update({ [id]: value ? find(value) ?? make(value) : undefined }); },
      ...more,
    };
  }

  /** Extension elements as rows; those that hold more than text, and attributes not shown, stay as they are. */
  pairs(name, label, columns, more = {}) {
    const { extensions } = this.tools;
    const read = (part) => ({ ...attributesOf(part), body: part.$children ? '' : part.value ?? part.$body ?? '', locked: Boolean(part.$children), part });
    const write = ({ part, locked, body, ...attributes }) => (locked ? part : extensions.make(name, { ...attributes, value: undefined }, body));
    return {
      id: name, label, kind: 'table', columns, get: () => extensions.children(this.object, name).map(more.read ?? read),
      set: (rows) => { extensions.replace(this.shown, this.object, name, rows.map((row) => write((more.write ?? same)(row)))); }, ...more,
    };
  }
}

const same = (row) => row;

/** The attributes of an extension element by name. */
export const attributesOf = (part) => Object.fromEntries(Object.entries(part).filter(([name]) => !name.startsWith('$')));

/** Options of a choice from texts by value. */
export const choice = (texts) => () => Object.entries(texts()).map(([value, text]) => [value, text]);
