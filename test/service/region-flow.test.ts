import { and, eq, gte, isNotNull, lt } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { referral } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { getFlowReport } from '@/server/services/referral-report/get-flow-report';
import { listCountedReferrals } from '@/server/services/referral-report/list-counted-referrals';
import { fillReferredYear } from '../bench/referred-year';
import { type District, mintDistrict } from '../factories/district';
import { granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
/** More than are read at once, several times over. */
const referrals = 3500;
const span = { from: '2024-07', to: '2025-03' } as const;
const flow = { ...span, allianceId: null, institutionCode: null, departmentCode: null, direction: null } as const;

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  await fillReferredYear(store, district, referrals);
});
afterAll(() => drop());

/** What was sent in the span, as one look at the table gives it. */
const sentInSpan = () =>
  store.reads
    .select()
    .from(referral)
    .where(and(eq(referral.regionCode, district.regionCode), isNotNull(referral.sentAt), gte(referral.sentAt, instantOf('2024-07-01 00:00:00')), lt(referral.sentAt, instantOf('2025-04-01 00:00:00'))));

test('a whole region’s referrals are counted part by part, none twice and none left out', async () => {
  const rows = (await sentInSpan()).filter(({ kind }) => kind !== 'e_consult');
  expect(rows.length).toBeGreaterThan(2000);
  const report = granted(await getFlowReport(district.contextFor('bureau_clerk'), { ...flow, by: 'receiver' }));
  expect(report.total.counts).toMatchObject({ sent: rows.length, down: rows.filter(({ direction }) => direction === 'down').length, declined: rows.filter(({ status }) => status === 'declined').length });
  expect(report.total.answerMinutes?.count).toBe(rows.filter(({ answeredAt }) => answeredAt !== null).length);
  expect(report.months.map(({ up, down }) => up + down).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  for (const { code, summary } of report.groups) expect(summary.counts.sent, code).toBe(rows.filter(({ toInstitutionCode }) => toInstitutionCode === code).length);
});

test('what one institution asks for is found by it and comes to the same', async () => {
  const { code } = district.lead;
  const whole = granted(await getFlowReport(district.contextFor('bureau_clerk'), { ...flow, by: 'receiver' }));
  const own = granted(await getFlowReport(district.contextFor('bureau_clerk'), { ...flow, institutionCode: code, by: 'receiver' }));
  expect(own.groups).toEqual(whole.groups.filter((group) => group.code === code));
});

test('the pages behind a number are the latest first, to the last of them', async () => {
  const latest = (await sentInSpan()).filter(({ kind }) => kind !== 'e_consult').sort((a, b) => Number(b.sentAt) - Number(a.sentAt) || (a.number < b.number ? -1 : 1));
  const choice = { ...flow, measure: 'sent', fromInstitutionCode: null, toInstitutionCode: null, declineCode: null, pageSize: 50 } as const;
  for (const page of [1, 3, Math.ceil(latest.length / 50)]) {
    const { rows, total } = granted(await listCountedReferrals(district.contextFor('bureau_clerk'), { ...choice, page }));
    expect([total, rows.map(({ id }) => id)]).toEqual([latest.length, latest.slice((page - 1) * 50, page * 50).map(({ id }) => id)]);
  }
});
