// Two calendars with the same face; the value between them is always an ISO Gregorian date.
import { jalaaliMonthLength, toGregorian, toJalaali } from 'jalaali-js';
import { latinDigits, t } from './texts.js';

const padded = (number, width = 2) => String(number).padStart(width, '0');

/** Write a Gregorian date as YYYY-MM-DD. */
export const isoDate = (year, month, day) => `${padded(year, 4)}-${padded(month)}-${padded(day)}`;

const persian = {
  name: 'persian',
  firstWeekday: 6,
  years: [1200, 1600],
  monthLength: jalaaliMonthLength,
  fromIso(iso) {
    const { jy, jm, jd } = toJalaali(...iso.split('-').map(Number));
    return { year: jy, month: jm, day: jd };
  },
  toIso({ year, month, day }) {
    const { gy, gm, gd } = toGregorian(year, month, day);
    return isoDate(gy, gm, gd);
  },
};

const gregorian = {
  name: 'gregory',
  firstWeekday: 1,
  years: [1800, 2400],
  monthLength: (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate(),
  fromIso(iso) {
    const [year, month, day] = iso.split('-').map(Number);
    return { year, month, day };
  },
  toIso: ({ year, month, day }) => isoDate(year, month, day),
};

/** Return the calendar by its name: "persian", else the Gregorian one. */
export const calendarNamed = (name) => (name === 'persian' ? persian : gregorian);

/** Say whether a text is a real Gregorian date, YYYY-MM-DD. */
export function isIsoDate(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? '')) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** Read a date as people type it, year first; undefined when there is no such day. */
export function parseDate(text, calendar) {
  const found = /^(\d{4})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})$/.exec(latinDigits(text.trim()));
  if (!found) return undefined;
  const [year, month, day] = found.slice(1).map(Number);
  const [first, last] = calendar.years;
  const exists = year >= first && year <= last && month >= 1 && month <= 12
    && day >= 1 && day <= calendar.monthLength(year, month);
  return exists ? calendar.toIso({ year, month, day }) : undefined;
}

/** Return today's ISO date on this computer. */
export function today(now = new Date()) {
  return isoDate(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/** Say how to type a date, with an example. */
export function dateHint(calendar) {
  return calendar === persian
    ? t('Enter a real date as year/month/day, such as {example}.', { example: '1405/08/30' })
    : t('Enter a real date as year-month-day, such as {example}.', { example: '2026-11-21' });
}
