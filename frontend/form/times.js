// The values of date and time fields: ISO texts, as form-js writes them, or what was typed when that is
// no date or time, so that it can be seen, corrected and refused.
import { dateHint, calendarNamed, isIsoDate, today } from '../app/calendars.js';
import { isPersian, latinDigits, t } from './texts.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const pad = (number) => String(number).padStart(2, '0');
const clock = (minutes) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

function offset(minutesBehindUtc) {
  const size = Math.abs(minutesBehindUtc);
  return `${minutesBehindUtc > 0 ? '-' : '+'}${clock(size)}`;
}

/** Read a time as people type it; undefined when there is no such time. */
export function parseTime(text) {
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?$/i.exec(latinDigits(text.trim()));
  if (!found) return undefined;
  const [, hour, minute = '00', half] = found;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour);
  const time = `${pad(hours)}:${minute}`;
  return TIME.test(time) ? time : undefined;
}

/** Split a value into the date and the time of this computer's zone. */
export function partsOf(value, subtype) {
  const text = typeof value === 'string' ? value : '';
  if (subtype === 'date') return { date: text, time: '' };
  if (subtype === 'time') return { date: '', time: localTime(text) };
  if (ZONED.test(text)) {
    const at = new Date(text);
    const date = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
    return { date, time: clock(at.getHours() * 60 + at.getMinutes()) };
  }
  const cut = text.indexOf('T');
  if (cut < 0) return { date: text, time: '' };
  const time = text.slice(cut + 1);
  return { date: text.slice(0, cut), time: /^\d\d:\d\d:\d\d/.test(time) ? time.slice(0, 5) : time };
}

function localTime(text) {
  const found = /^(\d\d):(\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (!found) return /^\d\d:\d\d:\d\d$/.test(text) ? text.slice(0, 5) : text;
  const at = new Date(`${today()}T${found[1]}:${found[2]}:00${found[3]}`);
  return clock(at.getHours() * 60 + at.getMinutes());
}

/** Join date and time to the value of a field; null when both are empty. */
export function valueOf({ date, time }, subtype, format) {
  if (subtype === 'date') return date || null;
  if (subtype === 'time') return TIME.test(time) ? zonedTime(time, format) : time || null;
  if (!date && !time) return null;
  if (!isIsoDate(date) || !TIME.test(time)) return `${date}T${time}`;
  const at = new Date(`${date}T${time}:00`);
  if (format === 'utc_normalized') return `${at.toISOString().slice(0, 16)}Z`;
  return `${date}T${time}${format === 'utc_offset' ? offset(at.getTimezoneOffset()) : ''}`;
}

function zonedTime(time, format) {
  const behind = new Date().getTimezoneOffset();
  if (format === 'utc_offset') return time + offset(behind);
  if (format !== 'utc_normalized') return time;
  const [hours, minutes] = time.split(':').map(Number);
  return `${clock((hours * 60 + minutes + behind + 1440) % 1440)}Z`;
}

function dateProblem(date, { disallowPassedDates }) {
  if (!isIsoDate(date)) return dateHint(calendarNamed(isPersian ? 'persian' : 'gregory'));
  return disallowPassedDates && date < today() ? t('The date must not be in the past.') : '';
}

function timeProblem(time, { timeInterval = 15 }) {
  if (!TIME.test(time)) return t('Enter a time between 00:00 and 23:59.');
  const [hours, minutes] = time.split(':').map(Number);
  return (hours * 60 + minutes) % timeInterval ? t('The time must be a multiple of {value} minutes.', { value: timeInterval }) : '';
}

/** Say what is wrong with a value of a date or time field, or "". */
export function problemOf(value, field) {
  const subtype = field.type === 'datetime' ? field.subtype : 'date';
  if (value === null || value === undefined || value === '') return '';
  const { date, time } = partsOf(value, subtype);
  if (subtype === 'datetime' && (!date || !time)) return t('Date and time must both be entered.');
  return (subtype !== 'time' && dateProblem(date, field)) || (subtype !== 'date' && timeProblem(time, field)) || '';
}
