import { type CertType, type IdentityNumber, checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { nameLimit } from './check-resident';

/** What a card reader told: the number for certain, the rest as far as the card has it. */
export interface CardFacts {
  readonly certType: CertType;
  readonly certNo: string;
  readonly name: string | null;
  readonly address: string | null;
}

/** What reading devices put between the fields of a card. */
const separators = /[|\t\r\n,，;；]+/u;
const certTypesOfCards = ['01', '04', '05', '06', '07'] as const satisfies readonly CertType[];

/**
 * Reads what a device typed or pasted: the fields of an identity card in whatever order it sends them (name, sex, nation,
 * birth, address, number, authority, validity), or the number alone. Null when no whole and right number is in it, for then
 * nothing else in it can be trusted.
 */
export function readCard(text: string): CardFacts | null {
  const fields = text.normalize('NFKC').split(separators).map((field) => field.trim()).filter((field) => field !== '');
  const number = fields.map(numberIn).find((found) => found !== null);
  if (!number) return null;
  return { ...number, name: fields.find(isName) ?? null, address: fields.find(isAddress) ?? null };
}

/** Whether the text looks like more than a number that somebody types, so that it is worth reading as a card. */
export function isCardRecord(text: string): boolean {
  return separators.test(text.trim());
}

function numberIn(field: string): Pick<CardFacts, 'certType' | 'certNo'> | null {
  for (const certType of certTypesOfCards) {
    const checked = checkIdentityNumber(certType, field);
    if (checked.ok && isOfCard(certType, checked.value)) return { certType: certTypeOf(checked.value), certNo: checked.value.normalized };
  }
  return null;
}

/** Numbers without a check of their own could be anything on a card: a date, a serial number. */
function isOfCard(certType: CertType, { kind, normalized }: IdentityNumber): boolean {
  return kind !== 'other' && (certType === '07' || normalized.length === 18);
}

/** The permits of Hong Kong, Macao and Taiwan residents have the citizen's shape and their own beginnings. */
function certTypeOf({ kind, normalized }: IdentityNumber): CertType {
  switch (kind) {
    case 'foreign_permanent':
      return '07';
    case 'hmt_residence':
      return normalized.startsWith('81') ? '04' : normalized.startsWith('82') ? '05' : '06';
    default:
      return '01';
  }
}

function isName(field: string): boolean {
  const length = [...field].length;
  if (length < 2 || length > nameLimit || /\d/u.test(field)) return false;
  if (/^[男女]性?$/u.test(field) || /族$/u.test(field) || isAddress(field) || isAuthority(field)) return false;
  return /^[\p{Script=Han}·•]+$/u.test(field) || /^[A-Z][A-Z .'-]+$/iu.test(field);
}

/** A place is told by its length and by 省市区县…; three characters that end with one of those are somebody's name. */
function isAddress(field: string): boolean {
  return [...field].length >= 6 && /[省市区县旗镇乡村街路巷号栋室组]/u.test(field) && !isAuthority(field);
}

function isAuthority(field: string): boolean {
  return /公安|分局|出入境|管理局/u.test(field);
}
