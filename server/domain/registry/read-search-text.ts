import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { asPlainKey } from './search-keys';

/** What somebody typed into the one box, as far as its form tells. */
export type SearchText =
  | { readonly kind: 'nothing' }
  /** A whole certificate number, and the certificates it may be of. */
  | { readonly kind: 'number'; readonly number: string; readonly certTypes: readonly [string, ...string[]] }
  /** Four characters that end a certificate number and, all digits, a phone. */
  | { readonly kind: 'tail'; readonly tail: string; readonly endsPhone: boolean }
  | { readonly kind: 'phone'; readonly digits: string }
  /** Pinyin, in full or its initials. */
  | { readonly kind: 'letters'; readonly letters: string }
  /** The beginning of a name, or of an address where it is long enough or has a number in it. */
  | { readonly kind: 'words'; readonly key: string; readonly mayBeAddress: boolean };

/** One letter would find half the region. */
const fewestLetters = 2;
const fewestOfAddress = 3;
/** Certificates without a check digit, whose numbers are only tidied. */
const uncheckedTypes = ['08', '04', '05', '06', '02', '03', '90', '99'] as const;

/**
 * Tell which kind of text it is: a whole number comes before a phone, four characters are a tail, letters alone are pinyin, anything
 * else begins a name or an address. A number that is nearly one is no number: whoever mistyped it finds nothing.
 */
export function readSearchText(typed: string): SearchText {
  const text = typed.normalize('NFKC').trim();
  const compact = text.replace(/[\s\-()]/g, '');
  if (compact === '') return { kind: 'nothing' };
  if (/^\d{3}[\dX]$/i.test(compact)) return { kind: 'tail', tail: compact.toUpperCase(), endsPhone: /^\d{4}$/.test(compact) };
  for (const certType of ['01', '07'] as const) {
    const read = checkIdentityNumber(certType, compact);
    if (read.ok) return { kind: 'number', number: read.value.normalized, certTypes: [certType] };
  }
  if (/^\+?\d{7,14}$/.test(compact)) return { kind: 'phone', digits: compact.replace(/^\+?86(?=1\d{10}$)/, '').replace('+', '') };
  if (/^[A-Z]{0,3}\d{5,}[A-Z\d]*$/i.test(compact)) return { kind: 'number', number: compact.toUpperCase(), certTypes: [...uncheckedTypes] };
  const letters = pinyinOf(text);
  if (letters !== null) return letters.length < fewestLetters ? { kind: 'nothing' } : { kind: 'letters', letters };
  const key = asPlainKey(text);
  if (key === '') return { kind: 'nothing' };
  return { kind: 'words', key, mayBeAddress: [...compact].length >= fewestOfAddress };
}

/** Letters alone, with the blanks and apostrophes that part syllables; ü as v, as keyboards write it. */
function pinyinOf(text: string): string | null {
  const letters = text.toLowerCase().replaceAll('ü', 'v').replace(/[\s'’·.-]/g, '');
  return /^[a-z]+$/.test(letters) ? letters : null;
}
