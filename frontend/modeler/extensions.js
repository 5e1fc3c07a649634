// Vendors' attributes and elements of a diagram. They are read as plain parts, so that what is not known here stays
// as it is: our words win, those of Camunda 7 and its kin mean the same and are changed where they stand.
export const RAVAND = 'http://ravand.org/schema/1.0/bpmn';
const VENDORS = [
  RAVAND,
  'http://camunda.org/schema/1.0/bpmn',
  'http://operaton.org/schema/1.0/bpmn',
  'http://flowable.org/bpmn',
  'http://activiti.org/bpmn',
];

const localName = (part) => part.$type.split(':').at(-1);

export class Extensions {
  #modeler;

  constructor(modeler) {
    this.#modeler = modeler;
    this.modeling = modeler.get('modeling');
    this.moddle = modeler.get('moddle');
  }

  /** The prefixes by which this file writes the vendors, ours first. */
  #prefixes() {
    const spaces = Object.entries(this.#modeler.getDefinitions().$attrs).filter(([name]) => name.startsWith('xmlns:'));
    return VENDORS.flatMap((uri) => spaces.filter(([, value]) => value === uri).map(([name]) => name.slice('xmlns:'.length)));
  }

  /** Our own prefix; the file gets one if it has none yet. */
  #own() {
    const { $attrs } = this.#modeler.getDefinitions();
    const known = Object.keys($attrs).find((name) => name.startsWith('xmlns:') && $attrs[name] === RAVAND);
    if (known) return known.slice('xmlns:'.length);
    let prefix = 'ravand';
    while ($attrs[`xmlns:${prefix}`]) prefix += '_';
    $attrs[`xmlns:${prefix}`] = RAVAND;
    return prefix;
  }

  #places(object, names) {
    const keys = names.flatMap((name) => this.#prefixes().map((prefix) => `${prefix}:${name}`));
    return keys.filter((key) => object.$attrs[key]?.trim());
  }

  /** Return the first attribute of one of the names, '' if there is none. */
  attribute(object, ...names) {
    const [place] = this.#places(object, names);
    return place ? object.$attrs[place] : '';
  }

  /** Set an attribute where it stands already, else as ours; an empty value takes it away. */
  setAttribute(element, object, names, value) {
    const [place = value && `${this.#own()}:${names[0]}`] = this.#places(object, names);
    if (place) this.modeling.updateModdleProperties(element, object, { [place]: value || undefined });
  }

  /** Return the extension elements of a name, in the order of the file. */
  children(object, name) {
    const values = object.get('extensionElements')?.get('values') ?? [];
    return values.filter((part) => localName(part) === name && VENDORS.includes(part.$descriptor?.ns?.uri));
  }

  /** Make an extension element of ours. */
  make(name, attributes, body) {
    const said = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value));
    return this.moddle.createAny(`${this.#own()}:${name}`, RAVAND, body === undefined ? said : { ...said, $body: body });
  }

  /** Put parts in place of the extension elements of a name. */
  replace(element, object, name, parts) {
    const old = new Set(this.children(object, name));
    const values = object.get('extensionElements')?.get('values') ?? [];
    const at = values.findIndex((part) => old.has(part));
    const kept = values.filter((part) => !old.has(part));
    const place = at < 0 ? kept.length : values.slice(0, at).filter((part) => !old.has(part)).length;
    this.#set(element, object, [...kept.slice(0, place), ...parts, ...kept.slice(place)]);
  }

  #set(element, object, values) {
    const holder = object.get('extensionElements');
    if (!values.length) {
      if (holder) this.modeling.updateModdleProperties(element, object, { extensionElements: undefined });
      return;
    }
    if (holder) {
      for (const part of values) part.$parent = holder;
      this.modeling.updateModdleProperties(element, holder, { values });
      return;
    }
    const made = this.moddle.create('bpmn:ExtensionElements', { values });
    made.$parent = object;
    for (const part of values) part.$parent = made;
    this.modeling.updateModdleProperties(element, object, { extensionElements: made });
  }

  /** Return the text in a language, such as a Persian name. */
  translation(object, name, language) {
    const found = this.children(object, name).find((part) => part.lang === language);
    return (found?.$body ?? '').trim();
  }

  setTranslation(element, object, name, language, text) {
    const others = this.children(object, name).filter((part) => part.lang !== language);
    this.replace(element, object, name, text ? [...others, this.make(name, { lang: language }, text)] : others);
  }
}
