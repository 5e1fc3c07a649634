// What an ISO 8601 date, duration or repetition means, in words.
import { language, t } from './texts.js';

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'];
const isComputed = (text) => text.startsWith('=') || /[$#]\{/.test(text);

function duration(text) {
  const found = DURATION.exec(text);
  const parts = found?.slice(1).flatMap((count, index) =>
    (count ? [new Intl.NumberFormat(language, { style: 'unit', unit: UNITS[index], unitDisplay: 'long' }).format(Number(count))] : []));
  return parts?.length ? new Intl.ListFormat(language, { type: 'conjunction' }).format(parts) : '';
}

function moment(text) {
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : null;
  if (!at || Number.isNaN(at.getTime())) return '';
  const calendar = language.startsWith('fa') ? 'fa-IR-u-ca-persian' : language;
  return new Intl.DateTimeFormat(calendar, { dateStyle: 'full', ...(text.includes('T') ? { timeStyle: 'short' } : {}) }).format(at);
}

function repetition(text) {
  const found = /^R(\d*)\/(?:([^/]+)\/)?(P[^/]+)$/.exec(text);
  const every = found && duration(found[3]);
  if (!every) return '';
  return found[1] ? t('{count} times, every {duration}', { count: found[1], duration: every }) : t('Again and again, every {duration}', { duration: every });
}

/** Return what a text says about time, '' when it says nothing that is known here. */
export function inWords(text) {
  if (!text) return '';
  if (isComputed(text)) return t('Computed when it is needed');
  return repetition(text) || duration(text) || moment(text) || (/^(\S+\s+){4,6}\S+$/.test(text) ? t('By cron') : t('Not ISO 8601, such as PT2H or P3D'));
}
