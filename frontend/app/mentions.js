// textarea[data-mentions="address"]: typing @ and the beginning of a name offers colleagues.
// Arrows move, Enter and Tab take, Escape closes. Ctrl+Enter sends the form around it.
import { element } from './elements.js';

const ASKS_AFTER_MS = 120;
const BEGUN = /(?:^|[\s(،])@([\p{L}\p{N}._-]*)$/u;
let open = null;

/** What was typed of a name before the caret, or null. */
function begun(field) {
  return BEGUN.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;
}

class Offer {
  constructor(field) {
    this.field = field;
    this.list = element('ul', { class: 'mention-list', role: 'listbox', id: `${field.id}-people`, 'aria-label': field.dataset.mentionsLabel });
    field.after(this.list);
    field.setAttribute('aria-controls', this.list.id);
    field.setAttribute('aria-autocomplete', 'list');
    this.at = 0;
  }

  show(people) {
    this.list.replaceChildren(...people.map(({ id, name }, at) =>
      element('li', { role: 'option', id: `${this.list.id}-${at}`, 'data-person': id },
        element('bdi', {}, name), ' ', element('bdi', { class: 'text-secondary', dir: 'ltr' }, `@${id}`))));
    this.list.hidden = !people.length;
    this.move(0);
  }

  move(to) {
    const options = [...this.list.children];
    if (!options.length) return;
    this.at = (to + options.length) % options.length;
    options.forEach((option, at) => (option.ariaSelected = String(at === this.at)));
    options[this.at].scrollIntoView({ block: 'nearest' });
    this.field.setAttribute('aria-activedescendant', options[this.at].id);
  }

  take(option = this.list.children[this.at]) {
    const { field } = this;
    const end = field.selectionStart;
    field.setRangeText(`@${option.dataset.person} `, end - begun(field).length - 1, end, 'end');
    this.close();
    field.focus();
  }

  key(event) {
    const acts = {
      ArrowDown: () => this.move(this.at + 1), ArrowUp: () => this.move(this.at - 1),
      Enter: () => this.take(), Tab: () => this.take(), Escape: () => this.close(),
    };
    if (this.list.hidden || !acts[event.key] || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  close() {
    this.list.remove();
    for (const name of ['aria-controls', 'aria-activedescendant']) this.field.removeAttribute(name);
    open = null;
  }
}

async function offer(field) {
  const typed = begun(field);
  const answer = await fetch(`${field.dataset.mentions}?q=${encodeURIComponent(typed)}`, { headers: { Accept: 'application/json' } });
  if (!answer.ok || begun(field) !== typed || document.activeElement !== field) return;
  open ??= new Offer(field);
  open.show((await answer.json()).people);
}

let timer;

document.addEventListener('input', ({ target }) => {
  if (!target.matches?.('textarea[data-mentions]')) return;
  clearTimeout(timer);
  if (begun(target) === null) open?.close();
  // without an answer the name can be typed in full
  else timer = setTimeout(() => offer(target).catch(() => open?.close()), ASKS_AFTER_MS);
});

document.addEventListener('keydown', (event) => {
  if (open && event.target === open.field) open.key(event);
  else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.matches?.('textarea[data-mentions]')) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
}, true);

document.addEventListener('mousedown', (event) => {
  const option = event.target.closest?.('.mention-list [role=option]');
  if (option) {
    event.preventDefault();
    open?.take(option);
  } else if (open && event.target !== open.field) open.close();
});

document.addEventListener('focusout', ({ target }) => {
  if (open && target === open.field) open.close();
});

// what was sent is told, and the next comment can be written
document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (ctx?.request?.method === 'POST' && ctx.sourceElement?.matches?.('.comment-form')) document.getElementById('comment-text')?.focus();
});
