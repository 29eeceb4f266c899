import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import { exact } from '@/server/domain/kernel/money';

/** What a number format makes of a number: a day, a day with its time, or a number. */
export type NumberFormat = 'day' | 'time' | 'number';

/** The formats that need no code: 14 to 17 and their eastern kin are days, 18 to 22 and 45 to 47 times. */
export function builtInFormat(id: number): NumberFormat {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58) return 'day';
  return (id >= 18 && id <= 22) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56 ? 'time' : 'number';
}

/** By the letters of a format's code, without its texts, colours and conditions. */
export function customFormat(code: string): NumberFormat {
  const letters = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/general|[#0?]\s*$/.test(letters) && !/[ymdhs]/.test(letters.replace('general', ''))) return 'number';
  if (/[hs]/.test(letters)) return 'time';
  return /[ymd]/.test(letters) ? 'day' : 'number';
}

const dayMs = 86_400_000;

/**
 * A serial as `YYYY-MM-DD`, or with its time as `YYYY-MM-DD HH:mm:ss`. A day's format that hides a time does not lose it. Null for what is no
 * day: a length of time, or a day that no calendar has.
 */
export function civilOfSerial(serial: number, format: 'day' | 'time', from1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_465) return null;
  // Until the end of February 1900 serials are a day ahead, because the 29th, which never was, is number 60.
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const seconds = Math.round(days * 86_400);
  const text = civilTimeOf((seconds * 1000) + Date.UTC(1899, 11, 30) - 8 * 3_600_000);
  return format === 'day' && (seconds * 1000) % dayMs === 0 ? text.slice(0, 10) : text;
}

/** A number as the sheet shows it: fifteen digits, without an exponent. 0.30000000000000004 is 0.3. */
export function plainNumber(raw: string): string | null {
  const number = Number(raw);
  return raw.trim() === '' || !Number.isFinite(number) ? null : exact(number.toPrecision(15)).toFixed();
}

/** Beyond fifteen digits a spreadsheet keeps no number whole. */
export function hasLostDigits(raw: string): boolean {
  return Math.abs(Number(raw)) >= 1e15;
}
