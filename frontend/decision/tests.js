// The tests of the file: rows of inputs and expected outputs, run after every change.
import { element } from '../app/elements.js';
import { valueField } from './fields.js';
import { latest, send } from '../app/server.js';
import { t } from './texts.js';

export class Tests {
  constructor(host, { address, source, tests, onChange }) {
    Object.assign(this, { host, source, onChange });
    this.all = tests;
    this.box = host.querySelector('[data-tests-rows]');
    this.summary = host.querySelector('[data-tests-summary]');
    this.states = {};
    host.querySelector('[data-tests-add]').addEventListener('click', () => this.add(this.decision, {}, {}));
    this.run = latest(() => this.#ask(address), (answer) => this.#mark(answer));
  }

  #of(decision) {
    return (this.all[decision.id] ??= []);
  }

  /** Show the tests of a decision. */
  open(decision) {
    const shape = JSON.stringify([decision?.id, decision?.fields, decision?.results]);
    this.decision = decision;
    this.host.hidden = !decision;
    if (shape !== this.shape && decision) this.#draw();
    this.shape = shape;
    this.run();
  }

  /** Add a test, for example what was just tried. */
  add(decision, inputs, expected) {
    const tests = this.#of(decision);
    tests.push({ name: t('Test {number}', { number: tests.length + 1 }), inputs: { ...inputs }, expected: { ...expected } });
    this.#changed();
    this.#draw();
    this.box.querySelector('tbody tr:last-child input')?.focus();
  }

  #remove(at) {
    this.#of(this.decision).splice(at, 1);
    this.#changed();
    this.#draw();
  }

  #changed() {
    this.onChange();
    this.run();
  }

  #draw() {
    const { fields, results } = this.decision;
    const tests = this.#of(this.decision);
    const head = (text) => element('th', { scope: 'col' }, text);
    const named = ({ label }) => head(element('bdi', {}, label));
    this.box.replaceChildren(tests.length ? element('table', { class: 'table rules tests-table' },
      element('thead', {}, element('tr', {}, head(t('Name')), ...fields.map(named),
        ...results.map(({ label }) => element('th', { scope: 'col', class: 'rule-output' }, element('bdi', {}, label))), head(t('Result')),
        element('th', {}, element('span', { class: 'visually-hidden' }, t('Actions'))))),
      element('tbody', {}, ...tests.map((test, at) => this.#row(test, at))),
    ) : element('p', { class: 'text-secondary tests-none' }, t('No tests yet. A test says what must come out; versions whose tests fail are not published.')));
    this.#mark(this.states);
  }

  #row(test, at) {
    const cell = (made) => element('td', {}, made);
    const write = (target, name) => (value) => {
      target[name] = value;
      this.#changed();
    };
    const { fields, results } = this.decision;
    return element('tr', {},
      cell(valueField({ label: t('Name'), type: 'string' }, test.name, { onInput: write(test, 'name') })),
      ...fields.map((field) => cell(valueField(field, test.inputs[field.name], { onInput: write(test.inputs, field.name) }))),
      ...results.map((field) => cell(valueField(field, test.expected[field.name], { onInput: write(test.expected, field.name) }))),
      element('td', { 'data-test-state': at }),
      cell(element('button', { type: 'button', class: 'btn btn-quiet btn-sm', 'aria-label': t('Remove {name}', { name: test.name }), onclick: () => this.#remove(at) }, '×')));
  }

  async #ask(address) {
    if (!Object.values(this.all).some((tests) => tests.length)) return {};
    const answer = await send(address, { xml: await this.source(), tests: this.all }, [422]);
    return answer?.[1];
  }

  #mark(states) {
    this.states = states;
    const every = Object.values(states).flat();
    const failed = every.filter(({ passed }) => !passed).length;
    this.summary.textContent = !every.length ? '' : failed ? t('{failed} of {all} fail', { failed, all: every.length }) : t('All {all} pass', { all: every.length });
    this.summary.className = every.length ? `badge-tone tone-${failed ? 'danger' : 'ok'}` : '';
    for (const place of this.box.querySelectorAll('[data-test-state]')) {
      const state = (states[this.decision?.id] ?? [])[Number(place.dataset.testState)];
      place.replaceChildren(...(state ? [
        element('span', { class: `badge-tone tone-${state.passed ? 'ok' : 'danger'}` }, state.passed ? t('Passes') : t('Fails')),
        state.passed ? '' : element('div', { class: 'test-got' }, state.text),
      ] : []));
    }
  }
}

