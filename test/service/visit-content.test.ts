import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { visitContentDigest } from '@/server/services/import/visit-content';
import { visitOf } from '../domain/benefit/people';

/** As records were digested from the beginning: whatever is given, by name. */
function plainDigest(visit: object): string {
  const given = Object.entries(visit)
    .filter(([, value]) => value !== null && value !== false)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(given)).digest('base64url');
}

test.each([
  ['with what every hospital sends', visitOf({})],
  ['with a diagnosis, a referral and what the hospital settled', visitOf({ diagnosisCode: 'I10', diagnosisName: '原发性高血压', referralNumber: 'R1', reportedPoolFen: 0, specialFee: true })],
  ['that takes another one back', visitOf({ refundOf: 'S1', totalFen: -100, inScopeFen: -100 })],
])('a visit %s has the digest that it always had', (_name, visit) => {
  expect(visitContentDigest(visit)).toBe(plainDigest(visit));
  expect(visitContentDigest(Object.fromEntries(Object.entries(visit).reverse()) as typeof visit)).toBe(plainDigest(visit));
});
