// [data-decision-editor]: edit a file of decisions, see its problems, try it out, test it, publish it.
import './styles/decision-editor.css';
import { confirmed } from './app/dialogs.js';
import { element } from './app/elements.js';
import { toast } from './app/toasts.js';
import { Canvas } from './decision/canvas.js';
import { showProblems } from './decision/problems.js';
import { latest, send } from './app/server.js';
import { t } from './decision/texts.js';
import { Tests } from './decision/tests.js';
import { TryOut } from './decision/tryout.js';

const CONFLICT = 409;

class Workbench {
  constructor(host) {
    this.host = host;
    this.given = JSON.parse(host.querySelector('script[data-source]').textContent);
    this.changed = this.given.changed;
    this.decisions = [];
    this.find = (name) => host.querySelector(`[data-${name}]`);
  }

  async open() {
    const { addresses, xml, tests } = this.given;
    // the canvas is always left to right: in a right-to-left box the labels leave their shapes
    const box = element('div', { class: 'decision-canvas diagram-like', dir: 'ltr', role: 'group', 'aria-label': t('Editor') });
    this.find('canvas').replaceChildren(box);
    this.canvas = new Canvas(box);
    const source = () => this.canvas.xml();
    await this.canvas.open(xml, this.given.decision);
    this.tryOut = new TryOut(this.find('try'), { address: addresses.try, canvas: this.canvas, source, onKeep: (...kept) => this.tests.add(...kept) });
    this.tests = new Tests(this.find('tests'), { address: addresses.test, source, tests, onChange: () => this.#touch() });
    this.check = latest(async () => (await send(addresses.check, { xml: await source() }))?.[1], (found) => this.#checked(found));
    this.canvas.onChange(() => this.#edited(), () => this.#shown());
    this.#listen();
    this.#shown();
    this.check();
  }

  #listen() {
    this.find('undo').addEventListener('click', () => this.canvas.undo());
    this.find('redo').addEventListener('click', () => this.canvas.redo());
    this.find('save').addEventListener('click', () => this.#save(false));
    window.addEventListener('beforeunload', (event) => {
      if (this.changed) event.preventDefault();
    });
    for (const name of ['undo', 'redo', 'save']) this.find(name).disabled = false;
  }

  #touch() {
    this.changed = true;
  }

  #edited() {
    this.#touch();
    this.check();
  }

  #shown() {
    const active = this.canvas.editor.getActiveView();
    const tabs = this.canvas.views().map((view) => {
      const text = view.type === 'drd' ? t('Graph') : view.element.name || view.element.id;
      const current = view.element === active?.element;
      return element('button', { type: 'button', class: 'btn btn-sm', 'aria-pressed': String(current), onclick: () => this.canvas.show(view) }, element('bdi', {}, text));
    });
    this.find('views').replaceChildren(...tabs);
    this.#choose();
  }

  #choose() {
    const shown = this.canvas.decision;
    const decision = shown
      ? this.decisions.find(({ id }) => id === shown)
      : this.decisions.find(({ id }) => id === this.given.decision) ?? this.decisions.at(-1);
    this.tryOut.open(decision);
    this.tests.open(decision);
  }

  #checked({ problems, decisions }) {
    this.decisions = decisions;
    showProblems(this.find('problems'), this.find('problem-count'), problems);
    this.#choose();
  }

  async #save(regardless) {
    const { addresses, base } = this.given;
    const body = { xml: await this.canvas.xml(), tests: this.tests.all, base, regardless };
    const answer = await send(addresses.save, body, [CONFLICT, 422]);
    if (!answer) return;
    const [status, content] = answer;
    if (status === CONFLICT) {
      const goOn = await confirmed(content.detail, { action: t('Publish all the same') });
      if (goOn) await this.#save(true);
    } else if (status === 422) {
      showProblems(this.find('problems'), this.find('problem-count'), content.problems);
      toast(t('Nothing was published. See what is wrong.'), 'danger');
    } else {
      this.changed = false;
      location.assign(content.location);
    }
  }
}

async function start(host) {
  try {
    await new Workbench(host).open();
    host.dataset.shown = 'yes';
  } catch (error) {
    console.error(error);
    host.prepend(element('p', { class: 'notice tone-danger', role: 'alert' }, t('The editor could not be shown.')));
    host.dataset.shown = 'no';
  }
}

for (const host of document.querySelectorAll('[data-decision-editor]')) start(host);
