// A diagram with data-picks="id": a click on an element chooses it in the select of that id, and the other way.
const MARKER = 'is-pointed';

/** Keep a select and the diagram in step; what the select does not offer cannot be chosen. */
export function pickInto(viewer, select) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  let shown = null;
  const show = () => {
    if (shown) canvas.removeMarker(shown, MARKER);
    shown = registry.get(select.value) ? select.value : null;
    if (shown) canvas.addMarker(shown, MARKER);
  };
  select.addEventListener('change', show);
  viewer.on('element.click', ({ element: { id } }) => {
    if (![...select.options].some((option) => option.value && option.value === id)) return;
    select.value = id;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  show();
}
