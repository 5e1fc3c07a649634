// dmn-js with our texts, colours and font: the graph, the tables and the expressions of one file.
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import DmnJS from 'dmn-js/lib/Modeler';
import { libraryText } from './texts.js';

const FONT = "'Vazirmatn Variable', sans-serif";
const TYPES = ['string', 'boolean', 'number', 'date', 'time', 'dateTime', 'dayTimeDuration', 'yearMonthDuration', 'Any'];

function options(container) {
  const additionalModules = [{ translate: ['value', libraryText] }];
  return {
    container,
    common: { dataTypes: TYPES, expressionLanguages: { options: [{ value: 'feel', label: 'FEEL' }] } },
    drd: {
      additionalModules,
      drdRenderer: {
        defaultFillColor: 'var(--diagram-fill)', defaultStrokeColor: 'var(--diagram-stroke)', defaultLabelColor: 'var(--diagram-ink)',
      },
      textRenderer: { defaultStyle: { fontFamily: FONT }, externalStyle: { fontFamily: FONT } },
    },
    decisionTable: { additionalModules },
    literalExpression: { additionalModules },
    boxedExpression: { additionalModules },
  };
}

export class Canvas {
  #lit = new CSSStyleSheet();

  constructor(container) {
    this.editor = new DmnJS(options(container));
    this.container = container;
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#lit];
  }

  /** Show a file, beginning with one of its decisions. */
  async open(xml, decision) {
    // labels are measured when they are drawn
    await document.fonts.load(`12px ${FONT}`, 'روند abc');
    await this.editor.importXML(xml);
    const wanted = this.views().find(({ element }) => element.id === decision);
    if (wanted) await this.show(wanted);
  }

  views() {
    return this.editor.getViews();
  }

  async show(view) {
    await this.editor.open(view);
    this.#nameCells();
  }

  /** The decision that is shown, or null when it is the graph. */
  get decision() {
    const { type, element } = this.editor.getActiveView() ?? {};
    return type === 'drd' ? null : element?.id ?? null;
  }

  async xml() {
    const { xml } = await this.editor.saveXML({ format: true });
    return xml;
  }

  /** Call back after every change of the file, and when another part of it is shown. */
  onChange(changed, shown) {
    const attached = new WeakSet();
    const attach = (viewer) => {
      if (!viewer || attached.has(viewer)) return;
      attached.add(viewer);
      viewer.on('commandStack.changed', changed);
    };
    this.editor.on('viewer.created', ({ viewer }) => attach(viewer));
    attach(this.editor.getActiveViewer());
    this.editor.on('views.changed', () => {
      this.#nameCells();
      shown();
    });
  }

  undo() {
    this.#act('undo');
  }

  redo() {
    this.#act('redo');
  }

  #act(verb) {
    const stack = this.editor.getActiveViewer()?.get('commandStack');
    if (verb === 'undo' ? stack?.canUndo() : stack?.canRedo()) stack[verb]();
  }

  /** Light the rows of the rules that matched; none takes the light away. */
  light(rules) {
    const rows = rules.map((id) => `.decision-canvas [data-row-id="${CSS.escape(id)}"]`);
    this.#lit.replaceSync(rows.length ? `${rows.join(',')} { background: var(--ok-wash) !important; box-shadow: inset 0 2px var(--ok-ink), inset 0 -2px var(--ok-ink); }` : '');
  }

  /** The watermark's link holds a drawing only: it needs a name. */
  #nameCells() {
    for (const link of this.container.querySelectorAll('.bjs-powered-by')) link.setAttribute('aria-label', 'bpmn.io');
  }
}
