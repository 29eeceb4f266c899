import { type Day, isDay } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import type { Sex } from './codes';
import { type MatchDoubt, type MatchReason, matchReasons } from './duplicate';

/** What two records are held against each other by. */
export interface ComparedPerson {
  readonly name: string;
  /** Every reading of the name, small letters without tones or blanks; empty where it has none. */
  readonly readings: readonly string[];
  readonly sex: Sex | null;
  readonly birthDay: Day | null;
  readonly certType: string;
  /** The certificate number, normalised; null while it is not known. */
  readonly number: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

export interface Likeness {
  /** From 0 to 100. */
  readonly score: number;
  readonly reasons: readonly MatchReason[];
  readonly doubts: readonly MatchDoubt[];
}

/** From here on two records are worth somebody's look. */
export const candidateScore = 50;

/** From here on whoever registers a person is asked to look first. */
export const strongScore = 75;

/** What nobody has ever measured: chosen so that one certain sign, or two independent ones, make a candidate, and three a strong one. */
const points: Readonly<Record<MatchReason, number>> = {
  same_number: 80,
  number_one_apart: 35,
  number_transposed: 35,
  number_two_apart: 20,
  same_name: 40,
  same_sound: 25,
  similar_name: 15,
  same_birth_day: 25,
  birth_day_close: 12,
  same_phone: 20,
  same_address: 10,
  certificate_replaced: 15,
};

/** Twins look like one person whose number was typed wrong; they are worth a look, and never a strong match. */
const mostForTwins = 65;
const doubtPoints = { numbers_far_apart: 10, other_sex: 20 } as const;

/**
 * How much two records look like one person, with what speaks for it and against it. Citizens' numbers are compared without the
 * check digit, which changes with any other.
 */
export function compareRecords(a: ComparedPerson, b: ComparedPerson): Likeness {
  const number = compareNumbers(a, b);
  const name = compareNames(a, b);
  const birth = compareBirthDays(a.birthDay, b.birthDay);
  const found = new Set<MatchReason>([number.reason, name, birth].filter((reason) => reason !== null));
  if (a.phone !== null && a.phone === b.phone) found.add('same_phone');
  if (isSameAddress(a.address, b.address)) found.add('same_address');
  if (number.otherKind && name === 'same_name' && birth === 'same_birth_day') found.add('certificate_replaced');
  const doubts: MatchDoubt[] = [];
  if (number.farApart) doubts.push('numbers_far_apart');
  if (a.sex !== null && b.sex !== null && a.sex !== b.sex) doubts.push('other_sex');
  if (looksLikeTwins(number, name, birth)) doubts.push('may_be_twins');
  const reasons = matchReasons.filter((reason) => found.has(reason));
  return { score: scoreOf(reasons, doubts), reasons, doubts };
}

function scoreOf(reasons: readonly MatchReason[], doubts: readonly MatchDoubt[]): number {
  let score = reasons.reduce((sum, reason) => sum + points[reason], 0);
  if (doubts.includes('numbers_far_apart')) score -= doubtPoints.numbers_far_apart;
  if (doubts.includes('other_sex')) score -= doubtPoints.other_sex;
  return Math.max(0, Math.min(score, doubts.includes('may_be_twins') ? mostForTwins : 100));
}

interface NumberComparison {
  readonly reason: 'same_number' | 'number_one_apart' | 'number_transposed' | 'number_two_apart' | null;
  /** They differ in the serial of the day alone. */
  readonly inSerialOnly: boolean;
  readonly farApart: boolean;
  /** One is a citizen's, the other of another certificate. */
  readonly otherKind: boolean;
}

const bodyLength = 17;
const serialFrom = 14;
const unlike: NumberComparison = { reason: null, inSerialOnly: false, farApart: false, otherKind: false };

function compareNumbers(a: ComparedPerson, b: ComparedPerson): NumberComparison {
  if (a.number === null || b.number === null) return unlike;
  const [left, right] = [bodyOf(a.number), bodyOf(b.number)];
  if (left === null || right === null) {
    if (left === null && right === null) return { ...unlike, reason: a.number === b.number ? 'same_number' : mistypedReason(a.number, b.number) };
    return { ...unlike, otherKind: true };
  }
  if (left === right) return { ...unlike, reason: 'same_number' };
  const reason = mistypedReason(left, right) ?? (differences(left, right).length === 2 ? 'number_two_apart' : null);
  const inSerialOnly = differences(left, right).every((at) => at >= serialFrom);
  return { reason, inSerialOnly, farApart: reason === null, otherKind: false };
}

/** The first 17 digits of a citizen's number, whatever certificate it was registered under; of an old one with 15 as well. */
function bodyOf(number: string): string | null {
  const read = checkIdentityNumber('01', number);
  return read.ok ? read.value.normalized.slice(0, bodyLength) : null;
}

/** One character wrong, two neighbours changed about; numbers too short to say so are never alike. */
function mistypedReason(a: string, b: string): 'number_one_apart' | 'number_transposed' | null {
  if (a.length !== b.length || a.length < shortestTelling) return null;
  const at = differences(a, b);
  if (at.length === 1) return 'number_one_apart';
  const [first = 0, second = 0] = at;
  return at.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first] ? 'number_transposed' : null;
}

const shortestTelling = 7;

function differences(a: string, b: string): number[] {
  return [...a].flatMap((character, at) => (character === b[at] ? [] : [at]));
}

function compareNames(a: ComparedPerson, b: ComparedPerson): 'same_name' | 'same_sound' | 'similar_name' | null {
  const [left, right] = [plainName(a.name), plainName(b.name)];
  if (left === right) return left === '' ? null : 'same_name';
  if (a.readings.some((reading) => reading !== '' && b.readings.includes(reading))) return 'same_sound';
  return isOneCharacterApart([...left], [...right]) ? 'similar_name' : null;
}

function plainName(name: string): string {
  return name.normalize('NFKC').toUpperCase().replace(/[\s\p{P}]/gu, '');
}

/** One character wrong, missing or too many; of two characters the surname must be right. */
function isOneCharacterApart(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 2 || long.length - short.length > 1 || short[0] !== long[0]) return false;
  if (short.length === long.length) return short.length > 2 && short.filter((character, at) => character !== long[at]).length === 1;
  const first = short.findIndex((character, at) => character !== long[at]);
  return first === -1 || short.slice(first).join('') === long.slice(first + 1).join('');
}

function compareBirthDays(a: Day | null, b: Day | null): 'same_birth_day' | 'birth_day_close' | null {
  if (a === null || b === null) return null;
  if (a === b) return 'same_birth_day';
  return nearBirthDays(a).includes(b) ? 'birth_day_close' : null;
}

/** The days that are one mistyped digit, two digits changed about, or day and month changed about away from a day. */
export function nearBirthDays(day: Day): Day[] {
  const digits = day.replaceAll('-', '');
  const near = new Set<string>([`${digits.slice(0, 4)}${digits.slice(6)}${digits.slice(4, 6)}`]);
  for (let at = 2; at < digits.length; at += 1) {
    for (const digit of '0123456789') near.add(`${digits.slice(0, at)}${digit}${digits.slice(at + 1)}`);
    if (at + 1 < digits.length) near.add(`${digits.slice(0, at)}${digits.charAt(at + 1)}${digits.charAt(at)}${digits.slice(at + 2)}`);
  }
  near.delete(digits);
  return [...near].map((text) => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`).filter(isDay);
}

function isSameAddress(a: string | null, b: string | null): boolean {
  const [left, right] = [plainName(a ?? ''), plainName(b ?? '')];
  return left.length >= shortestAddress && left === right;
}

/** Shorter ones name a village, where everybody lives. */
const shortestAddress = 8;

function looksLikeTwins(number: NumberComparison, name: ReturnType<typeof compareNames>, birth: ReturnType<typeof compareBirthDays>): boolean {
  return birth === 'same_birth_day' && number.inSerialOnly && name !== 'same_name' && name !== 'same_sound';
}
