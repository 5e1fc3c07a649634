// Try the file out: inputs beside the table, the result in words, the matched rules lit.
import { element } from '../app/elements.js';
import { valueField } from './fields.js';
import { latest, send } from '../app/server.js';
import { localiseDigits, t } from './texts.js';

let number = 0;

export class TryOut {
  #typed = {};

  constructor(host, { address, canvas, source, onKeep }) {
    Object.assign(this, { host, canvas, source });
    this.fields = host.querySelector('[data-try-fields]');
    this.result = host.querySelector('[data-try-result]');
    this.keep = host.querySelector('[data-try-keep]');
    this.keep.addEventListener('click', () => onKeep(this.decision, this.#typed[this.decision.id] ?? {}, this.outcome.typed));
    this.run = latest(() => this.#ask(address), (answer) => this.#show(answer));
  }

  /** Show the inputs of a decision; what was typed for it stays. */
  open(decision) {
    this.decision = decision;
    const typed = decision ? (this.#typed[decision.id] ??= {}) : {};
    const shape = JSON.stringify([decision?.id, decision?.fields]);
    if (shape === this.shape) return this.run();
    this.shape = shape;
    this.outcome = null;
    this.fields.replaceChildren(...(decision?.fields ?? []).map((field) => this.#field(field, typed)));
    this.host.querySelector('[data-try-name]').textContent = decision?.name ?? '';
    this.keep.disabled = true;
    this.result.replaceChildren();
    this.canvas.light([]);
    if (decision) this.run();
    return undefined;
  }

  #field(field, typed) {
    const id = `try-${++number}`;
    const onInput = (value) => {
      typed[field.name] = value;
      this.run();
    };
    return element('div', { class: 'field' },
      element('label', { for: id }, element('bdi', {}, field.label)),
      valueField(field, typed[field.name], { id, onInput }));
  }

  async #ask(address) {
    const { decision } = this;
    const inputs = decision && this.#typed[decision.id];
    if (!decision || !Object.values(inputs).some(Boolean)) return { empty: true };
    const answer = await send(address, { xml: await this.source(), decision: decision.id, inputs }, [422]);
    return answer?.[1];
  }

  #show(answer) {
    const decided = !answer.empty && !answer.problem;
    this.outcome = decided ? answer : null;
    this.keep.disabled = !decided;
    this.canvas.light(decided ? answer.decisions.flatMap(({ rules }) => rules.map(({ id }) => id)) : []);
    if (answer.empty) return this.result.replaceChildren(element('p', { class: 'text-secondary' }, t('Fill in the inputs to see what is decided.')));
    if (answer.problem) return this.result.replaceChildren(element('p', { class: 'notice tone-warn' }, answer.problem));
    return this.result.replaceChildren(...this.#said(answer));
  }

  #said({ outputs, decisions, warnings }) {
    const facts = outputs.map(({ label, text }) => element('div', {}, element('dt', {}, element('bdi', {}, label)), element('dd', {}, element('bdi', {}, text))));
    const rules = decisions.filter(({ rules: matched }) => matched.length).map(({ name, rules: matched }) =>
      element('li', {}, t('{name}: rule {numbers}', { name, numbers: matched.map(({ number: each }) => localiseDigits(each)).join(t(', ')) })));
    return [
      element('dl', { class: 'facts try-outputs' }, ...facts),
      rules.length ? element('ul', { class: 'try-rules' }, ...rules) : element('p', { class: 'text-secondary' }, t('No rule matched.')),
      ...warnings.map((text) => element('p', { class: 'notice tone-warn' }, text)),
    ];
  }
}
