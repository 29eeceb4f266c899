import { isDay, type Day } from '@/server/domain/kernel/calendar-day';
import { exact, parseYuan, type DecimalText, type Fen, type Fraction } from '@/server/domain/kernel/money';
import { accept, refuse } from '@/server/domain/kernel/outcome';
import { confidences, type ByStatus, type Cited } from '../cited';
import { describe, isRecord, object, optional, outOfRange, wrongKind, type Check } from './check';

/** Text that says something: blank text is no clause and no name. */
export const text: Check<string> = (json, path) =>
  typeof json === 'string' && json.trim() !== '' ? accept(json) : wrongKind(path, 'text', json);

export const day: Check<Day> = (json, path) =>
  typeof json === 'string' && isDay(json) ? accept(json) : wrongKind(path, 'day', json);

/** `MM-DD`, a day that every year has. */
export const dayOfYear: Check<string> = (json, path) =>
  typeof json === 'string' && isDay(`2023-${json}`) ? accept(json) : wrongKind(path, 'day_of_year', json);

export const flag: Check<boolean> = (json, path) =>
  typeof json === 'boolean' ? accept(json) : wrongKind(path, 'true_or_false', json);

export const regionCode: Check<string> = (json, path) =>
  typeof json === 'string' && /^\d{6}$/.test(json) ? accept(json) : wrongKind(path, 'region_code', json);

/** The 12 characters of the national list: H or P, six digits of the region, five of the place. */
export const institutionCode: Check<string> = (json, path) =>
  typeof json === 'string' && /^[HP]\d{11}$/.test(json) ? accept(json) : wrongKind(path, 'institution_code', json);

/** The beginning of an ICD-10 code: a chapter letter at least, in capitals as codes are compared. */
export const icdPrefix: Check<string> = (json, path) =>
  typeof json === 'string' && /^[A-Z]\d{0,2}(\.[0-9A-Zx]{0,5})?$/.test(json) ? accept(json) : wrongKind(path, 'icd_prefix', json);

export function oneOf<Value extends string>(allowed: readonly Value[]): Check<Value> {
  return (json, path) => {
    const value = allowed.find((candidate) => candidate === json);
    return value !== undefined
      ? accept(value)
      : refuse({ code: 'policy.not_allowed', facts: { path, allowed, found: describe(json) } });
  };
}

export function wholeNumber(least: number, most: number): Check<number> {
  return (json, path) => {
    if (typeof json !== 'number' || !Number.isSafeInteger(json)) return wrongKind(path, 'whole_number', json);
    return json >= least && json <= most ? accept(json) : outOfRange(path, String(least), String(most), String(json));
  };
}

/**
 * Decimal text with at most six places, so that every rate is a whole number of millionths. A JSON number is refused:
 * 0.1 + 0.2 has no business in a policy.
 */
export function decimal(least: string, most: string): Check<DecimalText> {
  return (json, path) => {
    if (typeof json !== 'string' || !/^\d{1,6}(\.\d{1,6})?$/.test(json)) return wrongKind(path, 'decimal_text', json);
    const value = exact(json);
    return value.gte(least) && value.lte(most) ? accept(json) : outOfRange(path, least, most, json);
  };
}

/** A rate or a share: 0 to 1. */
export const rate = decimal('0', '1');

/** Yuan text such as "1500.00", read into 分. */
export const yuan: Check<Fen> = (json, path) => {
  const fen = typeof json === 'string' ? parseYuan(json) : null;
  if (fen === null) return wrongKind(path, 'yuan_text', json);
  return fen >= 0 ? accept(fen) : outOfRange(path, '0.00', null, String(json));
};

/** A share as a fraction, "1/3", at most one. */
export const fraction: Check<Fraction> = (json, path) => {
  const match = typeof json === 'string' ? /^(\d{1,4})\/(\d{1,4})$/.exec(json) : null;
  const [numerator, denominator] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || denominator === 0) return wrongKind(path, 'fraction', json);
  return numerator <= denominator ? accept({ numerator, denominator }) : outOfRange(path, '0', '1', describe(json));
};

/** A parameter with its clause and confidence. */
export function cited<Value>(value: Check<Value>): Check<Cited<Value>> {
  return object<Cited<Value>>({ value, clause: text, confidence: oneOf(confidences), note: optional(text) });
}

/** Either one value for everybody or `{ working, retired }`. */
export function byStatus<Value>(check: Check<Value>): Check<ByStatus<Value>> {
  const pair = object<ByStatus<Value>>({ working: check, retired: check });
  return (json, path) => {
    if (isRecord(json)) return pair(json, path);
    const both = check(json, path);
    return both.ok ? accept({ working: both.value, retired: both.value }) : both;
  };
}
