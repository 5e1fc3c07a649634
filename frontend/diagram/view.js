// How much of the diagram is seen: all of it, or on a small screen a readable part around what is active.
const LEAST_READABLE = 0.55;
const STEP = 1.25;
const LIMITS = [0.2, 4];

export class View {
  constructor(viewer, centre) {
    this.canvas = viewer.get('canvas');
    this.registry = viewer.get('elementRegistry');
    this.centre = centre;
    this.moved = false;
  }

  /** Show everything. */
  whole() {
    this.moved = false;
    this.canvas.zoom('fit-viewport', 'auto');
  }

  /** Show everything if it can be read, else the part around the first active element. */
  readable() {
    this.whole();
    if (this.canvas.zoom() >= LEAST_READABLE) return;
    const shape = this.centre && this.registry.get(this.centre);
    this.canvas.zoom(LEAST_READABLE, shape ? 'auto' : { x: 0, y: 0 });
    if (shape) this.#centreOn(shape);
    else this.#toStart();
  }

  #centreOn({ x, y, width = 0, height = 0, waypoints }) {
    const at = waypoints ? waypoints[0] : { x: x + width / 2, y: y + height / 2 };
    const box = this.canvas.viewbox();
    this.canvas.viewbox({ ...box, x: at.x - box.width / 2, y: at.y - box.height / 2 });
  }

  #toStart() {
    const { inner, ...box } = this.canvas.viewbox();
    const y = inner.height < box.height ? inner.y - (box.height - inner.height) / 2 : inner.y - 20;
    this.canvas.viewbox({ ...box, x: inner.x - 20, y });
  }

  /** Come nearer (positive steps) or go away. */
  zoom(steps) {
    this.moved = true;
    const wanted = this.canvas.zoom() * STEP ** steps;
    this.canvas.zoom(Math.min(LIMITS[1], Math.max(LIMITS[0], wanted)), 'auto');
  }

  /** Keep the view right when the container changes its size. */
  resized() {
    this.canvas.resized();
    if (!this.moved) this.readable();
  }
}
