// bpmn-js with our texts, colours and font, a map, a simulation, and the vendors' words kept when things are copied.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import 'bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import Modeler from 'bpmn-js/lib/Modeler';
import Viewer from 'bpmn-js/lib/NavigatedViewer';
import tokenSimulation from 'bpmn-js-token-simulation';
import minimap from 'diagram-js-minimap';
import { View } from '../diagram/view.js';
import copying from './copying.js';
import { libraryText } from './texts.js';

const FONT = "'Vazirmatn Variable', sans-serif";
const BESIDE_PALETTE = 90;
const COLOURS = { fill: '#ffffff', stroke: '#22242a', ink: '#22242a' };
const options = (container) => ({
  container,
  bpmnRenderer: { defaultFillColor: 'var(--diagram-fill)', defaultStrokeColor: 'var(--diagram-stroke)', defaultLabelColor: 'var(--diagram-ink)' },
  textRenderer: { defaultStyle: { fontFamily: FONT }, externalStyle: { fontFamily: FONT } },
});

/** Show a diagram that can be looked at but not changed. */
export async function viewer(container, xml) {
  const made = new Viewer(options(container));
  await document.fonts.load(`12px ${FONT}`, 'روند abc');
  await made.importXML(xml);
  made.get('canvas').zoom('fit-viewport', 'auto');
  return made;
}

export class Canvas {
  constructor(container) {
    this.modeler = new Modeler({
      ...options(container),
      additionalModules: [minimap, tokenSimulation, copying, { translate: ['value', libraryText] }],
    });
    this.get = (service) => this.modeler.get(service);
    // letters are tools here, not the shortcuts of the page
    container.addEventListener('keydown', (event) => event.stopPropagation());
  }

  /** Show a file; return what could not be read of it. */
  async open(xml) {
    // labels are measured when they are drawn
    await document.fonts.load(`12px ${FONT}`, 'روند abc');
    const { warnings } = await this.modeler.importXML(xml);
    new View(this.modeler).readable();
    this.get('canvas').scroll({ dx: BESIDE_PALETTE, dy: 0 });
    return warnings.map(({ message }) => message.split('\n')[0]);
  }

  async xml() {
    const { xml } = await this.modeler.saveXML({ format: true });
    return xml;
  }

  /** The drawing in the colours of paper, whatever the page has. */
  async svg() {
    const { svg } = await this.modeler.saveSVG();
    return svg.replace(/var\(--diagram-(\w+)\)/g, (_, name) => COLOURS[name]);
  }

  get definitions() {
    return this.modeler.getDefinitions();
  }

  onChange(changed) {
    this.modeler.on('commandStack.changed', changed);
  }

  undo() {
    if (this.get('commandStack').canUndo()) this.get('commandStack').undo();
  }

  redo() {
    if (this.get('commandStack').canRedo()) this.get('commandStack').redo();
  }

  fit() {
    this.get('canvas').zoom('fit-viewport', 'auto');
    if (this.get('canvas').zoom() > 1) this.get('canvas').zoom(1, 'auto');
  }

  zoom(steps) {
    this.get('zoomScroll').stepZoom(steps);
  }

  search() {
    // a click that is still on its way would close it at once
    setTimeout(() => this.get('searchPad').toggle());
  }

  map() {
    this.get('minimap').toggle();
  }

  simulate() {
    this.get('toggleMode').toggleMode();
  }

  /** Call back when a simulation begins or ends. */
  onSimulation(toggled) {
    this.modeler.on('tokenSimulation.toggleMode', ({ active }) => toggled(active));
  }

  /** Select an element and bring it into view; what is not drawn selects nothing. */
  show(id) {
    const found = this.get('elementRegistry').get(id);
    if (!found) return;
    this.get('canvas').scrollToElement(found, 80);
    if (found !== this.get('canvas').getRootElement()) this.get('selection').select(found);
    else this.get('selection').select([]);
  }
}
