// [data-modeler]: draw a process, see its problems, simulate it, keep it as a draft, publish it.
import { ask, confirmed } from './app/dialogs.js';
import { element } from './app/elements.js';
import { latest, send } from './app/server.js';
import { toast } from './app/toasts.js';
import { Canvas, viewer } from './modeler/canvas.js';
import { Extensions } from './modeler/extensions.js';
import { Keeper } from './modeler/keeping.js';
import { hints } from './modeler/lint.js';
import { Panel } from './modeler/panel.js';
import { Problems } from './modeler/problems.js';
import { publication } from './modeler/publishing.js';
import { t } from './modeler/texts.js';
// after the style sheets of the libraries, which name the same colours
import './styles/modeler.css';

const CONFLICT = 409;
const NARROW = '(max-width: 47.99rem)';
const canvasBox = () => element('div', { class: 'modeler-canvas', dir: 'ltr', role: 'group', 'aria-label': t('Diagram') });

class Workbench {
  constructor(host, given) {
    this.host = host;
    this.given = given;
    this.find = (name) => host.querySelector(`[data-${name}]`);
  }

  async open() {
    const box = canvasBox();
    this.find('canvas').replaceChildren(box);
    this.canvas = new Canvas(box);
    this.lost = (await this.canvas.open(this.given.xml)).map((text) => ({ severity: 'warning', text: t('A part of the file cannot be kept: {text}', { text }) }));
    this.panel = new Panel(this.find('panel'), this.canvas.modeler, this.#tools(), this.given.choices);
    this.panel.show();
    this.problems = new Problems(this.find('problems'), this.find('problem-count'), this.canvas);
    this.keeper = new Keeper(this.given, () => this.canvas.xml(), this.find('status'));
    this.check = latest(() => this.#found(), (found) => this.problems.show(found), 700);
    this.canvas.onChange(() => {
      this.keeper.touch();
      this.check();
      this.#enable();
    });
    this.#listen();
    this.#enable();
    this.check();
  }

  #tools() {
    const { canvas } = this;
    return {
      modeling: canvas.get('modeling'), factory: canvas.get('bpmnFactory'), registry: canvas.get('elementRegistry'), moddle: canvas.get('moddle'),
      extensions: new Extensions(canvas.modeler), definitions: () => canvas.definitions,
    };
  }

  async #found() {
    const xml = await this.canvas.xml();
    const answer = await send(this.given.check, { xml, base: this.given.base }, [422]);
    const drawn = await hints(this.canvas.definitions, this.canvas.get('elementRegistry'));
    const refused = answer?.[1].detail ? [{ severity: 'error', text: answer[1].detail }] : [];
    return answer && [...refused, ...(answer[1].problems ?? []), ...this.lost, ...drawn];
  }

  #listen() {
    const { canvas } = this;
    const acts = {
      undo: () => canvas.undo(), redo: () => canvas.redo(), 'zoom-in': () => canvas.zoom(1), 'zoom-out': () => canvas.zoom(-1), fit: () => canvas.fit(),
      search: () => canvas.search(), map: () => canvas.map(), simulate: () => canvas.simulate(), xml: () => this.#download('bpmn'), svg: () => this.#download('svg'),
    };
    for (const [name, act] of Object.entries(acts)) this.find(`act-${name}`).addEventListener('click', act);
    for (const button of this.host.querySelectorAll('.modeler-tools button')) button.disabled = false;
    this.find('publish').disabled = false;
    this.find('publish').addEventListener('click', () => this.#publish());
    canvas.onSimulation((active) => {
      this.find('act-simulate').setAttribute('aria-pressed', String(active));
      this.find('panel').inert = active;
    });
    new ResizeObserver(() => canvas.get('canvas').resized()).observe(this.find('canvas'));
  }

  #enable() {
    const stack = this.canvas.get('commandStack');
    this.find('act-undo').disabled = !stack.canUndo();
    this.find('act-redo').disabled = !stack.canRedo();
  }

  async #download(kind) {
    const [content, type] = kind === 'svg' ? [await this.canvas.svg(), 'image/svg+xml'] : [await this.canvas.xml(), 'application/xml'];
    const href = URL.createObjectURL(new Blob([content], { type }));
    element('a', { href, download: `${this.given.key}.${kind}` }).click();
    URL.revokeObjectURL(href);
  }

  async #publish() {
    const said = await publication(ask);
    if (said && (await this.keeper.save())) await this.#send(said, false);
  }

  async #send(said, regardless) {
    const xml = await this.canvas.xml();
    const { publish, revision } = this.keeper.draft;
    const answer = await send(publish, { xml, revision, regardless, ...said }, [CONFLICT, 422]);
    if (!answer) return;
    const [status, content] = answer;
    if (status === 200) {
      this.keeper.dirty = false;
      location.assign(content.location);
    } else if (content.code === 'process_changed') {
      if (await confirmed(content.detail, { action: t('Publish all the same') })) await this.#send(said, true);
    } else if (status === CONFLICT) {
      await this.keeper.apart(xml, content.detail);
    } else {
      this.problems.show(content.problems ?? []);
      toast(content.problems ? t('Nothing was published. See what is wrong.') : content.detail, 'danger');
    }
  }
}

async function look(host, given) {
  const box = canvasBox();
  host.querySelector('[data-canvas]').replaceChildren(box);
  await viewer(box, given.xml);
}

async function start(host) {
  const given = JSON.parse(host.querySelector('script[data-source]').textContent);
  try {
    if (window.matchMedia(NARROW).matches) await look(host, given);
    else await new Workbench(host, given).open();
    host.dataset.shown = 'yes';
  } catch (error) {
    console.error(error);
    host.prepend(element('p', { class: 'notice tone-danger', role: 'alert' }, t('The diagram could not be shown.')));
    host.dataset.shown = 'no';
  }
}

for (const host of document.querySelectorAll('[data-modeler]')) start(host);
