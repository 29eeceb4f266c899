/**
 * Civil days in Asia/Shanghai, as `YYYY-MM-DD` text. Business rules never see a clock or a time zone: the day arrives
 * as an argument, and text of this shape compares, sorts and indexes as it should.
 */
export type Day = string;
/** `YYYY-MM`. */
export type Month = string;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayMs = 86_400_000;

/** True for a day that exists: 2023-02-29 does not. */
export function isDay(text: string): boolean {
  const match = dayPattern.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

const daysInMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (daysInMonths[month - 1] ?? 0);
}

export function isMonth(text: string): boolean {
  return /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`);
}

export function addDays(day: Day, count: number): Day {
  return new Date(utc(day) + count * dayMs).toISOString().slice(0, 10);
}

/** The same day `count` years on; 29 February becomes the 28th in a common year. */
export function addYears(day: Day, count: number): Day {
  const target = `${String(Number(day.slice(0, 4)) + count).padStart(4, '0')}${day.slice(4)}`;
  return isDay(target) ? target : addDays(`${target.slice(0, 8)}01`, 27);
}

export function addMonths(month: Month, count: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The same day `count` months on; the 31st becomes the last day of a shorter month, so that twelve months are a year of `addYears`. */
export function addMonthsTo(day: Day, count: number): Day {
  const month = addMonths(monthOf(day), count);
  const target = `${month}${day.slice(7)}`;
  return isDay(target) ? target : lastDayOf(month);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to) - utc(from)) / dayMs);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function firstDayOf(month: Month): Day {
  return `${month}-01`;
}

export function lastDayOf(month: Month): Day {
  return `${month}-${daysOfMonth(month)}`;
}

/** How many days a month has. */
export function daysOfMonth(month: Month): number {
  const days = daysIn(Number(month.slice(0, 4)), Number(month.slice(5)));
  if (days === 0) throw new RangeError(`not a month: ${month}`);
  return days;
}

/** 1 = Monday … 7 = Sunday (GB/T 7408, ISO 8601). */
export function weekday(day: Day): number {
  return new Date(utc(day)).getUTCDay() || 7;
}

/** Completed years of age on a day; born on 29 February counts up on 1 March in a common year. */
export function ageOn(birthDay: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDay.slice(0, 4));
  return day.slice(5) < birthDay.slice(5) ? years - 1 : years;
}

/** The Shanghai civil day of an instant in milliseconds. China has kept UTC+8 without summer time since 1992. */
export function dayOfInstant(epochMs: number): Day {
  return new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The instant of a Shanghai civil time `YYYY-MM-DD HH:mm:ss`. */
export function instantOf(civilTime: string): number {
  return Date.parse(`${civilTime.replace(' ', 'T')}+08:00`);
}

/** `YYYY-MM-DD HH:mm:ss` in Shanghai. */
export function civilTimeOf(epochMs: number): string {
  return new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function utc(day: Day): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`);
}
