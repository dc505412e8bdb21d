import { language, t } from './index';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

// "5m", "3h", "2d", then the date: short enough for a column.
export function briefly(time: Date, now = new Date()): string {
  const seconds = (now.getTime() - time.getTime()) / 1000;
  if (seconds < minute) return t('time.now');
  if (seconds < hour) return t('time.minutes', { n: Math.floor(seconds / minute) });
  if (seconds < day) return t('time.hours', { n: Math.floor(seconds / hour) });
  if (seconds < 14 * day) return t('time.days', { n: Math.floor(seconds / day) });
  const thisYear = time.getFullYear() === now.getFullYear();
  const format: Intl.DateTimeFormatOptions = thisYear
    ? { day: 'numeric', month: 'short' }
    : { month: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat(language, format).format(time);
}

// The exact time in the reader's zone.
export function exactly(time: Date): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }).format(time);
}

// Times without a zone are UTC.
export function readTime(text: string | null | undefined): Date | null {
  if (!text) return null;
  const time = new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time.getTime()) ? null : time;
}

// "12 Mar", with the year where it is another one.
export function onDay(time: Date, now = new Date()): string {
  const year = time.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...year }).format(time);
}
