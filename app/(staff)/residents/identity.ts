import { sentenceOf } from '@/app/_copy/refusals';
import { checkIdentityNumber, type IdentityNumber } from '@/server/domain/kernel/identity-number';

/** Whether somebody typed a whole citizen's number rather than a name or its tail. */
export function isWholeNumber(text: string): boolean {
  return /^(\d{15}|\d{17}[\dX])$/i.test(text.normalize('NFKC').replace(/\s/gu, ''));
}

export interface ReadNumber {
  /** Null until the number is right. */
  readonly identity: IdentityNumber | null;
  /** What is wrong with it; empty while it is still being typed. */
  readonly problems: readonly string[];
}

/** What is wrong with a number that somebody says is whole. */
export function problemsOf(certType: string, certNo: string): readonly string[] {
  const checked = checkIdentityNumber(certType, certNo);
  return checked.ok ? [] : checked.refusals.map(sentenceOf);
}

/** Judges a number while it is typed: one that is still short is nobody's mistake yet. */
export function readNumber(certType: string, certNo: string): ReadNumber {
  const length = [...certNo.replace(/\s/gu, '')].length;
  const isComplete = certType === '01' ? length >= 18 || length === 15 : length >= 5;
  if (!isComplete) return { identity: null, problems: [] };
  const checked = checkIdentityNumber(certType, certNo);
  if (checked.ok) return { identity: checked.value, problems: [] };
  // Fifteen digits may be an old number or eighteen that are not all there yet.
  return { identity: null, problems: length === 15 ? [] : problemsOf(certType, certNo) };
}
