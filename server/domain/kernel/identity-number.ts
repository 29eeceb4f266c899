import type { Sex } from '@/server/domain/registry/codes';
import { isDay, type Day } from './calendar-day';
import { accept, refuse, unlessRefused, type Outcome, type Refusal } from './outcome';

/**
 * National code list psn_cert_type, as far as residents are registered with it: 01 citizen ID card or household booklet,
 * 02 officer's card, 03 armed police card, 04 Hong Kong, 05 Macao, 06 Taiwan travel or residence permit,
 * 07 foreigner's permanent residence card, 08 foreign passport, 90 social security card, 99 other.
 */
export const certTypes = ['01', '02', '03', '04', '05', '06', '07', '08', '90', '99'] as const;
export type CertType = (typeof certTypes)[number];

/** What the number itself shows to be. Numbers of kind `other` have no check of their own and are only tidied. */
export type IdentityKind = 'citizen' | 'hmt_residence' | 'foreign_permanent' | 'other';

export interface IdentityNumber {
  readonly kind: IdentityKind;
  /** Half-width, upper case, and 18 characters for a citizen: the one text under which a person is found. */
  readonly normalized: string;
  readonly birthDay: Day | null;
  readonly sex: Sex | null;
  /** The first six digits of a citizen's or residence-permit number: where it was first issued, retired codes included. */
  readonly areaCode: string | null;
}

/** Positions count from 1. The expected check digit is not told: it would help to invent numbers. */
export type IdentityRefusal =
  | Refusal<'identity.unknown_kind', { certType: string }>
  | Refusal<'identity.wrong_length', { length: number; expected: readonly number[] }>
  | Refusal<'identity.wrong_characters', { positions: readonly number[] }>
  | Refusal<'identity.no_such_date', { from: number; to: number }>
  | Refusal<'identity.wrong_check_digit', { position: number }>;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
const otherLimit = 50;

/**
 * Check and normalise a certificate number (GB 11643; ISO 7064 MOD 11-2). Full-width characters, lower-case letters and
 * blanks around and inside are put right; a 15-digit citizen number becomes its 18-digit form. An area code is never a
 * reason to refuse: real cards carry retired ones.
 *
 * Reasons come in this order: unknown_kind | wrong_length, wrong_characters | no_such_date, wrong_check_digit. A bar stands
 * where the later ones cannot be judged any more.
 */
export function checkIdentityNumber(certType: string, raw: string): Outcome<IdentityNumber, IdentityRefusal> {
  const text = raw.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  switch (certType) {
    case '01':
      return checkDomestic(text);
    case '07':
      return checkForeignPermanent(text);
    case '04':
    case '05':
    case '06':
      return /^8[123]\d{15}[\dX]$/.test(text) ? checkEighteen(text) : checkOther(text);
    case '02':
    case '03':
    case '08':
    case '90':
    case '99':
      return checkOther(text);
    default:
      return refuse({ code: 'identity.unknown_kind', facts: { certType } });
  }
}

/**
 * The kind of certificate that a whole number can only be of; null while it is not whole or could be of several. Residence permits
 * tell Hong Kong (810000), Macao (820000) and Taiwan (830000) apart.
 */
export function guessCertType(raw: string): CertType | null {
  const text = raw.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  if (/^[A-Z]{3}\d{12}$/.test(text)) return '07';
  if (/^\d{15}$/.test(text)) return upgradeFifteen(text).ok ? '01' : null;
  if (!/^\d{17}[\dX]$/.test(text) || !checkEighteen(text).ok) return null;
  if (text.startsWith('9')) return '07';
  return residencePermits[text.slice(0, 6)] ?? '01';
}

const residencePermits: Readonly<Record<string, CertType>> = { '810000': '04', '820000': '05', '830000': '06' };

function checkDomestic(text: string): Outcome<IdentityNumber, IdentityRefusal> {
  if (/^\d{17}[\dX]$/.test(text)) return checkEighteen(text);
  if (text.length === 15 && /^\d*$/.test(text)) return upgradeFifteen(text);
  const refusals = shapeRefusals(text, [18, 15], (index) => (index === 17 ? /[\dX]/ : /\d/));
  return refusals[0] ? refuse(refusals[0], ...refusals.slice(1)) : checkEighteen(text);
}

/** The 2017 card has three letters and twelve digits; cards since 2023-12-01 have eighteen characters and begin with 9. */
function checkForeignPermanent(text: string): Outcome<IdentityNumber, IdentityRefusal> {
  const refusals = shapeRefusals(text, [18, 15], (index) => {
    if (text.length === 15) return index < 3 ? /[A-Z]/ : /\d/;
    if (text.length === 18) return index === 0 ? /9/ : index === 17 ? /[\dX]/ : /\d/;
    // With another length nobody can tell which card it was meant to be.
    return /[A-Z\d]/;
  });
  if (refusals[0]) return refuse(refusals[0], ...refusals.slice(1));
  if (text.length === 18) return checkEighteen(text);
  // The old card writes the year of birth with two digits, which do not say the century.
  return accept({ kind: 'foreign_permanent', normalized: text, birthDay: null, sex: null, areaCode: null });
}

function checkOther(text: string): Outcome<IdentityNumber, IdentityRefusal> {
  if (text.length === 0 || text.length > otherLimit) {
    return refuse({ code: 'identity.wrong_length', facts: { length: text.length, expected: [otherLimit] } });
  }
  return unlessRefused(
    // Officers' cards carry Chinese characters, travel permits brackets.
    shapeRefusals(text, [text.length], () => /[\p{Script=Han}A-Z\d()\-/]/u),
    () => ({ kind: 'other', normalized: text, birthDay: null, sex: null, areaCode: null }),
  );
}

/** The old form lacks the century and the check digit; nobody born before 1900 still has one. */
function upgradeFifteen(text: string): Outcome<IdentityNumber, IdentityRefusal> {
  const body = `${text.slice(0, 6)}19${text.slice(6)}`;
  const upgraded = checkEighteen(`${body}${checkCharacterOf(body)}`);
  if (upgraded.ok) return upgraded;
  return refuse({ code: 'identity.no_such_date', facts: { from: 7, to: 12 } });
}

/** `text` is 17 digits and a digit or X. */
function checkEighteen(text: string): Outcome<IdentityNumber, IdentityRefusal> {
  const birthDay = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const refusals: IdentityRefusal[] = [];
  if (!isDay(birthDay)) refusals.push({ code: 'identity.no_such_date', facts: { from: 7, to: 14 } });
  if (text[17] !== checkCharacterOf(text.slice(0, 17))) {
    refusals.push({ code: 'identity.wrong_check_digit', facts: { position: 18 } });
  }
  return unlessRefused(refusals, () => {
    const kind = kindOf(text);
    return {
      kind,
      normalized: text,
      birthDay,
      sex: Number(text[16]) % 2 === 1 ? 'male' : 'female',
      areaCode: kind === 'foreign_permanent' ? null : text.slice(0, 6),
    };
  });
}

function kindOf(text: string): IdentityKind {
  if (text.startsWith('9')) return 'foreign_permanent';
  return /^8[123]/.test(text) ? 'hmt_residence' : 'citizen';
}

/** The ISO 7064 MOD 11-2 character for the first 17 digits. */
export function checkCharacterOf(seventeenDigits: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(seventeenDigits[index]), 0);
  return checkCharacters.charAt(sum % 11);
}

function shapeRefusals(
  text: string,
  lengths: readonly number[],
  allowedAt: (index: number) => RegExp,
): IdentityRefusal[] {
  const refusals: IdentityRefusal[] = [];
  const characters = [...text];
  if (!lengths.includes(characters.length)) {
    refusals.push({ code: 'identity.wrong_length', facts: { length: characters.length, expected: lengths } });
  }
  const positions = characters.flatMap((character, index) => (allowedAt(index).test(character) ? [] : [index + 1]));
  if (positions.length > 0) refusals.push({ code: 'identity.wrong_characters', facts: { positions } });
  return refusals;
}

/** 110101********1234: the first six and last four of a long number; of a shorter one only its last two. */
export function maskIdentityNumber(normalized: string): string {
  return mask(normalized, 6, 4);
}

/** 张*: the first character and one star, so that the length of a name tells nothing. */
export function maskName(name: string): string {
  const [first] = name;
  return first === undefined ? '' : `${first}*`;
}

/** 138****5678. */
export function maskPhone(phone: string): string {
  return mask(phone, 3, 4);
}

/** 18 or 15 characters of a citizen's number, or a mobile phone's, standing by themselves. */
const personalNumber = /(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?![\dXx])/g;

/**
 * Text that may stand in a wrong column, with the identity numbers and phones in it masked. Other long numbers stay: a number
 * of 15 or 18 characters is taken for a person's when it holds a day.
 */
export function maskNumbersIn(text: string): string {
  const plain = text.normalize('NFKC');
  const masked = plain.replace(personalNumber, (number) => {
    if (number.length === 11) return maskPhone(number);
    return isDay(dayWithin(number)) ? maskIdentityNumber(number) : number;
  });
  return masked === plain ? text : masked;
}

function dayWithin(number: string): string {
  const digits = number.length === 15 ? `19${number.slice(6, 12)}` : number.slice(6, 14);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
}

function mask(text: string, head: number, tail: number): string {
  const characters = [...text];
  if (characters.length < head + tail + 4) {
    const shown = characters.length > 4 ? 2 : 0;
    return '*'.repeat(characters.length - shown) + characters.slice(characters.length - shown).join('');
  }
  return (
    characters.slice(0, head).join('') +
    '*'.repeat(characters.length - head - tail) +
    characters.slice(-tail).join('')
  );
}
