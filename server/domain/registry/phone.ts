import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ResidentChangeRefusal } from './resident-change-refusals';

/** 11 digits of a mobile phone, or 7 to 12 of a landline with its area code. */
const leastDigits = 7;
const mostDigits = 12;

/** A phone as it is kept: half-width digits, and the hyphen of an area code. Empty means none. */
export function checkPhone(raw: string | null): Outcome<string | null, Extract<ResidentChangeRefusal, { code: 'resident.phone_malformed' }>> {
  const text = (raw ?? '').normalize('NFKC').replace(/[\s()]/gu, '').replace(/^\+?86(?=1\d{10}$)/, '');
  if (text === '') return accept(null);
  const digits = text.replace(/\D/g, '').length;
  if (/^[\d-]+$/.test(text) && leastDigits <= digits && digits <= mostDigits) return accept(text);
  return refuse({ code: 'resident.phone_malformed', facts: { digits } });
}
