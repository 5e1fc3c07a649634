// <j-date name value="YYYY-MM-DD" calendar lang min max required disabled readonly>: a date field that
// takes typed dates with any digits and opens a calendar. Its value is ISO, or the text as typed when
// that is no date; then it is invalid and a form around it is not sent.
import { element } from './elements.js';
import { calendarNamed, dateHint, isIsoDate, parseDate, today } from './calendars.js';
import { CalendarPopup } from './calendar-popup.js';
import { isPersian, language, localiseDigits, t } from './texts.js';

const ICON = 'M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM16 3v4M8 3v4M4 11h16';

function calendarIcon() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', ICON);
  svg.append(path);
  return svg;
}

export class DateField extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ['value', 'disabled', 'readonly', 'required', 'min', 'max'];

  #internals = this.attachInternals();
  #value = '';
  #popup = null;

  connectedCallback() {
    if (!this.input) this.#build();
    this.#reflect();
  }

  disconnectedCallback() {
    this.#popup?.close(false);
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'value') this.#value = after ?? '';
    if (this.input) this.#reflect();
  }

  formDisabledCallback(disabled) {
    this.toggleAttribute('disabled', disabled);
  }

  formResetCallback() {
    this.value = this.getAttribute('value') ?? '';
  }

  /** The ISO date, "" when empty, else the text that is no date. */
  get value() {
    return this.#value;
  }

  set value(value) {
    this.#value = value ?? '';
    if (this.input) this.#reflect();
  }

  /** What is wrong with the value, or "". */
  get problem() {
    if (!this.#value) return this.hasAttribute('required') ? t('Enter a date.') : '';
    if (!isIsoDate(this.#value)) return dateHint(this.calendar);
    if (this.hasAttribute('min') && this.#value < this.getAttribute('min')) return t('This date is too early.');
    if (this.hasAttribute('max') && this.#value > this.getAttribute('max')) return t('This date is too late.');
    return '';
  }

  get calendar() {
    return calendarNamed(this.getAttribute('calendar') ?? (isPersian ? 'persian' : 'gregory'));
  }

  focus(options) {
    this.input?.focus(options);
  }

  #build() {
    this.input = element('input', {
      type: 'text', class: this.getAttribute('input-class') ?? 'form-control', id: this.getAttribute('input-id'),
      autocomplete: 'off', inputmode: 'numeric', dir: 'ltr', 'aria-label': this.getAttribute('aria-label'),
      'aria-describedby': this.getAttribute('described-by'),
      placeholder: localiseDigits(this.calendar.name === 'persian' ? '----/--/--' : 'yyyy-mm-dd'),
    });
    this.button = element(
      'button',
      { type: 'button', class: 'btn date-open', 'aria-label': t('Open the calendar'), 'aria-haspopup': 'dialog',
        'aria-expanded': 'false', onclick: () => (this.#popup ? this.#popup.close() : this.open()) },
      calendarIcon(),
    );
    this.input.addEventListener('change', (event) => {
      event.stopPropagation();
      this.#typed();
    });
    this.input.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' && event.altKey) this.open();
      if (event.key === 'Enter') this.#typed();
    });
    this.append(this.input, this.button);
  }

  #typed() {
    const text = this.input.value.trim();
    this.#change(text ? (parseDate(text, this.calendar) ?? text) : '');
  }

  #change(value) {
    const changed = value !== this.#value;
    this.value = value;
    if (changed) this.dispatchEvent(new CustomEvent('change', { bubbles: true, detail: value }));
  }

  #reflect() {
    const { problem } = this;
    const shown = isIsoDate(this.#value) ? this.#written(this.#value) : this.#value;
    if (this.input.value !== shown) this.input.value = shown;
    this.input.disabled = this.hasAttribute('disabled');
    this.input.readOnly = this.hasAttribute('readonly');
    this.button.disabled = this.input.disabled || this.input.readOnly;
    this.input.required = this.hasAttribute('required');
    this.input.ariaInvalid = String(Boolean(this.#value && problem));
    this.#internals.setFormValue(this.#value);
    this.#internals.setValidity(problem ? { customError: true } : {}, problem, this.input);
  }

  #written(iso) {
    const { year, month, day } = this.calendar.fromIso(iso);
    const separator = this.calendar.name === 'persian' ? '/' : '-';
    return localiseDigits([year, ...[month, day].map((each) => String(each).padStart(2, '0'))].join(separator));
  }

  open() {
    if (this.#popup || this.button.disabled) return;
    this.button.ariaExpanded = 'true';
    this.#popup = new CalendarPopup({
      host: this,
      calendar: this.calendar,
      language,
      selected: isIsoDate(this.#value) ? this.#value : '',
      first: isIsoDate(this.#value) ? this.#value : today(),
      min: this.getAttribute('min') ?? '',
      max: this.getAttribute('max') ?? '9999',
      onChoose: (iso) => this.#change(iso),
      onClose: (focus) => {
        this.#popup = null;
        this.button.ariaExpanded = 'false';
        if (focus) this.input.focus();
      },
    });
  }
}

customElements.define('j-date', DateField);
