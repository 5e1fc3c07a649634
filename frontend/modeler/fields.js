// The controls of the panel: a label, something to write or choose, a hint. Each says how it is brought up to date.
import { element } from '../app/elements.js';
import { t } from './texts.js';

const CLASSES = { select: 'form-select form-select-sm', text: 'form-control form-control-sm', area: 'form-control form-control-sm' };

/** Suggestions for text controls: one list per kind, shared by all. */
export function suggestions(choices) {
  return Object.entries(choices).map(([kind, items]) =>
    element('datalist', { id: `known-${kind}` }, ...items.map(({ value, text }) => element('option', { value }, text && text !== value ? text : ''))));
}

function options(field, chosen) {
  const known = field.options();
  const all = known.some(([value]) => value === chosen) ? known : [...known, [chosen, chosen]];
  return all.map(([value, text]) => element('option', { value, selected: value === chosen }, text));
}

function control(field, id, value) {
  const common = { id, class: CLASSES[field.kind] ?? CLASSES.text, dir: field.code ? 'ltr' : 'auto', disabled: field.locked, 'aria-describedby': `${id}-hint` };
  if (field.kind === 'select') return element('select', { ...common, dir: null }, ...options(field, value));
  if (field.kind === 'area') {
    const made = element('textarea', { ...common, rows: field.rows ?? 3, spellcheck: field.code ? 'false' : null });
    made.value = value;
    return made;
  }
  const made = element('input', { ...common, type: 'text', autocomplete: 'off', list: field.suggest ? `known-${field.suggest}` : null, placeholder: field.placeholder });
  made.value = value;
  return made;
}

function said(field, value) {
  return field.preview?.(value) ?? field.hint ?? '';
}

function check(field, id) {
  const box = element('input', { id, type: 'checkbox', class: 'form-check-input' });
  box.checked = field.get();
  box.addEventListener('change', () => field.set(box.checked));
  const node = element('label', { class: 'form-check field-row' }, box, element('span', { class: 'form-check-label' }, field.label));
  return { node, sync: () => (box.checked = field.get()) };
}

function single(field, id) {
  const made = control(field, id, field.get());
  const hint = element('p', { class: 'field-hint', id: `${id}-hint` }, said(field, field.get()));
  const refused = (text) => {
    made.setAttribute('aria-invalid', String(Boolean(text)));
    hint.textContent = text || said(field, made.value);
    hint.classList.toggle('is-wrong', Boolean(text));
  };
  made.addEventListener('change', () => refused(field.set(made.value.trim())));
  made.addEventListener('input', () => refused(''));
  const node = element('div', { class: 'field-row' }, element('label', { for: id }, field.label), made, hint);
  return {
    node,
    sync: () => {
      const value = field.get();
      if (made.value.trim() === value.trim()) return;
      if (field.kind === 'select') made.replaceChildren(...options(field, value));
      made.value = value;
      refused('');
    },
  };
}

function cell(field, column, rows, index, id) {
  const value = rows[index][column.name] ?? '';
  const made = control({ ...column, locked: rows[index].locked }, `${id}-${index}-${column.name}`, value);
  made.setAttribute('aria-label', column.label);
  made.removeAttribute('aria-describedby');
  made.addEventListener('change', () => {
    const now = field.get();
    now[index] = { ...now[index], [column.name]: made.value.trim() };
    field.set(now);
  });
  return { node: made, sync: (now) => { if (made.value.trim() !== (now[index]?.[column.name] ?? '').trim()) made.value = now[index]?.[column.name] ?? ''; } };
}

function table(field, id) {
  const rows = field.get();
  const cells = [];
  const lines = rows.map((row, index) => {
    const made = field.columns.map((column) => cell(field, column, rows, index, id));
    cells.push(...made);
    const remove = element('button', {
      type: 'button', class: 'btn btn-sm btn-quiet', 'aria-label': t('Remove {name}', { name: row[field.columns[0].name] || index + 1 }),
      onclick: () => field.set(field.get().filter((_, each) => each !== index)),
    }, '×');
    return element('li', {}, element('div', { class: 'pair' }, ...made.map(({ node }) => node)), remove);
  });
  const add = element('button', { type: 'button', class: 'btn btn-sm btn-quiet', id: `${id}-add`, onclick: () => field.set([...field.get(), {}]) }, `+ ${field.add ?? t('Add')}`);
  const node = element('div', { class: 'field-row', role: 'group', 'aria-label': field.label },
    element('span', { class: 'field-name' }, field.label), element('ul', { class: 'pairs' }, ...lines), add,
    field.hint ? element('p', { class: 'field-hint' }, field.hint) : '');
  return { node, sync: () => { const now = field.get(); for (const each of cells) each.sync(now); } };
}

/** Make the control of a field; `sync` writes what the diagram says now into it. */
export function make(field, id) {
  if (field.kind === 'check') return check(field, id);
  if (field.kind === 'table') return table(field, id);
  if (field.kind === 'note') return { node: element('p', { class: 'field-hint' }, field.label), sync: () => {} };
  return single(field, id);
}

/** What decides whether controls can stay as they are: their order, kinds and rows. */
export function shape(field) {
  const choices = field.kind === 'select' ? field.options().map(([value]) => value) : [];
  return [field.id, field.kind, field.label, field.kind === 'table' ? field.get().length : 0, ...choices].join('|');
}
