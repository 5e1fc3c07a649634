// How much of the diagram is seen: all of it, or on a small screen a readable part around what is active.
const LEAST_READABLE = 0.6;
const MOST_IN_PARTS = 0.75;
const MARGIN = { x: 24, y: 44 }; // below the diagram there is room for the watermark
const STEP = 1.25;
const LIMITS = [0.2, 4];

const between = (low, value, high) => Math.min(high, Math.max(low, value));

export class View {
  constructor(viewer, centre) {
    this.canvas = viewer.get('canvas');
    this.shape = centre && viewer.get('elementRegistry').get(centre);
    this.moved = false;
  }

  #scales() {
    const { inner, outer } = this.canvas.viewbox();
    return [outer.width / (inner.width + 2 * MARGIN.x), outer.height / (inner.height + 2 * MARGIN.y)];
  }

  #show(scale, at) {
    const { outer } = this.canvas.viewbox();
    const [width, height] = [outer.width / scale, outer.height / scale];
    this.canvas.viewbox({ x: at.x - width / 2, y: at.y - height / 2, width, height });
  }

  #middle() {
    const { inner } = this.canvas.viewbox();
    return { x: inner.x + inner.width / 2, y: inner.y + inner.height / 2 };
  }

  /** Show everything, never larger than drawn. */
  whole() {
    this.#show(Math.min(1, ...this.#scales()), this.#middle());
    this.moved = false;
  }

  /** Show everything if it can be read, else the part around what is active, or the beginning. */
  readable() {
    const [wide, high] = this.#scales();
    if (Math.min(wide, high) >= LEAST_READABLE) return this.whole();
    const scale = between(LEAST_READABLE, high, MOST_IN_PARTS);
    const { inner, outer } = this.canvas.viewbox();
    const half = { x: outer.width / scale / 2 - MARGIN.x, y: outer.height / scale / 2 - MARGIN.y };
    const wanted = this.shape ? centreOf(this.shape) : { x: inner.x, y: inner.y };
    const inside = (axis, size) =>
      half[axis] * 2 >= size ? inner[axis] + size / 2
        : between(inner[axis] + half[axis], wanted[axis], inner[axis] + size - half[axis]);
    this.#show(scale, { x: inside('x', inner.width), y: inside('y', inner.height) });
    this.moved = false;
  }

  /** Come nearer (positive steps) or go away. */
  zoom(steps) {
    this.canvas.zoom(between(LIMITS[0], this.canvas.zoom() * STEP ** steps, LIMITS[1]), 'auto');
    this.moved = true;
  }

  /** Keep the view right when the container changes its size. */
  resized() {
    this.canvas.resized();
    if (!this.moved && this.canvas.viewbox().outer.width) this.readable();
  }
}

function centreOf({ x, y, width = 0, height = 0, waypoints }) {
  return waypoints ? waypoints[0] : { x: x + width / 2, y: y + height / 2 };
}
