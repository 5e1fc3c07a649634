// The month grid of <j-date>: arrows move by days and weeks, PageUp and PageDown by months.
import { element } from './elements.js';
import { today } from './calendars.js';
import { t } from './texts.js';

const DAY_MS = 86400000;
const utc = (iso) => new Date(`${iso}T00:00:00Z`);

export class CalendarPopup {
  constructor(options) {
    Object.assign(this, options);
    this.current = this.calendar.fromIso(this.first);
    this.numbers = new Intl.NumberFormat(this.language, { useGrouping: false });
    this.panel = element('div', { class: 'date-panel', role: 'dialog', 'aria-label': t('Choose a date') });
    this.panel.addEventListener('keydown', (event) => this.#key(event));
    this.leave = (event) => this.#left(event);
    this.host.addEventListener('focusout', this.leave);
    this.host.append(this.panel);
    this.#draw();
  }

  close(focus = true) {
    this.host.removeEventListener('focusout', this.leave);
    this.panel.remove();
    this.onClose(focus);
  }

  #left({ relatedTarget }) {
    if (!this.drawing && !this.host.contains(relatedTarget)) this.close(false);
  }

  #format(options, iso) {
    const locale = `${this.language}-u-ca-${this.calendar.name}`;
    return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(utc(iso));
  }

  #moveDays(days) {
    const moved = new Date(utc(this.calendar.toIso(this.current)).getTime() + days * DAY_MS);
    this.current = this.calendar.fromIso(moved.toISOString().slice(0, 10));
    this.#draw();
  }

  #moveMonths(months) {
    const months0 = this.current.year * 12 + this.current.month - 1 + months;
    const [year, month] = [Math.floor(months0 / 12), (months0 % 12) + 1];
    this.current = { year, month, day: Math.min(this.current.day, this.calendar.monthLength(year, month)) };
    this.#draw();
  }

  #key(event) {
    const forward = getComputedStyle(this.host).direction === 'rtl' ? -1 : 1;
    const inGrid = event.target.closest('td');
    const moves = {
      ArrowLeft: () => this.#moveDays(-forward), ArrowRight: () => this.#moveDays(forward),
      ArrowUp: () => this.#moveDays(-7), ArrowDown: () => this.#moveDays(7),
      PageUp: () => this.#moveMonths(event.shiftKey ? -12 : -1),
      PageDown: () => this.#moveMonths(event.shiftKey ? 12 : 1),
    };
    if (event.key === 'Escape') this.close();
    else if (inGrid && moves[event.key]) moves[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #draw() {
    this.drawing = true;
    this.panel.replaceChildren(this.#head(), this.#grid());
    this.panel.querySelector('td [tabindex="0"]').focus();
    this.drawing = false;
  }

  #head() {
    const first = this.calendar.toIso({ ...this.current, day: 1 });
    const step = (text, months, sign) =>
      element('button', { type: 'button', class: 'btn btn-sm', 'aria-label': text,
        onclick: () => this.#moveMonths(months) }, sign);
    return element('div', { class: 'date-head' },
      step(t('Previous month'), -1, '‹'),
      element('strong', { 'aria-live': 'polite' },
        // Intl writes the Persian year before its month
        `${this.#format({ month: 'long' }, first)} ${this.numbers.format(this.current.year)}`),
      step(t('Next month'), 1, '›'));
  }

  #grid() {
    const { year, month } = this.current;
    const length = this.calendar.monthLength(year, month);
    const firstDay = utc(this.calendar.toIso({ year, month, day: 1 })).getUTCDay();
    const cells = Array.from({ length: (firstDay - this.calendar.firstWeekday + 7) % 7 }, () => element('td'));
    for (let day = 1; day <= length; day++) cells.push(this.#day(day));
    const rows = [];
    for (let at = 0; at < cells.length; at += 7) rows.push(element('tr', {}, ...cells.slice(at, at + 7)));
    return element('table', {}, element('thead', {}, this.#weekdays()), element('tbody', {}, ...rows));
  }

  #weekdays() {
    const names = Array.from({ length: 7 }, (_, at) => {
      // 7 January 2024 was a Sunday
      const iso = `2024-01-${String(7 + ((this.calendar.firstWeekday + at) % 7)).padStart(2, '0')}`;
      return element('th', { scope: 'col', abbr: this.#format({ weekday: 'long' }, iso) },
        this.#format({ weekday: 'narrow' }, iso));
    });
    return element('tr', {}, ...names);
  }

  #day(day) {
    const iso = this.calendar.toIso({ ...this.current, day });
    const choose = () => {
      this.onChoose(iso);
      this.close();
    };
    return element('td', {}, element('button', {
      type: 'button', class: 'date-day', tabindex: day === this.current.day ? '0' : '-1',
      'aria-current': iso === today() ? 'date' : null, 'aria-pressed': String(iso === this.selected),
      'aria-label': this.#format({ dateStyle: 'full' }, iso),
      'aria-disabled': iso < this.min || iso > this.max ? 'true' : null,
      onclick: iso < this.min || iso > this.max ? () => {} : choose,
    }, this.numbers.format(day)));
  }
}
