// bpmn-js copies what it knows: pasted and changed elements keep the vendors' attributes and elements as well.
const isForeign = (name) => name.includes(':') && !name.startsWith('xmlns');

function copyOf(part, moddle, parent) {
  const { $type, $children, $descriptor } = part;
  const own = Object.fromEntries(Object.entries(part).filter(([name]) => name === '$body' || !name.startsWith('$')));
  const made = moddle.createAny($type, $descriptor.ns.uri, own);
  made.$parent = parent;
  if ($children) made.$children = $children.map((child) => copyOf(child, moddle, made));
  return made;
}

function Copying(eventBus, moddle) {
  eventBus.on('moddleCopy.canCopyProperties', 2000, ({ sourceElement, targetElement }) => {
    for (const [name, value] of Object.entries(sourceElement?.$attrs ?? {})) {
      if (isForeign(name)) targetElement.set(name, value);
    }
  });
  eventBus.on('moddleCopy.canCopyProperty', 2000, ({ property, propertyName, parent }) => {
    if (propertyName !== 'extensionElements' || !property?.values?.length) return undefined;
    const holder = moddle.create('bpmn:ExtensionElements', { values: [] });
    holder.$parent = parent;
    holder.values = property.values.filter((part) => part.$descriptor?.isGeneric).map((part) => copyOf(part, moddle, holder));
    return holder;
  });
}
Copying.$inject = ['eventBus', 'moddle'];

export default { __init__: ['copying'], copying: ['type', Copying] };
