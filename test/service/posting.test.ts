import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { PermissionDenied } from '@/server/services/permit';
import { listPostings } from '@/server/services/posting/list-postings';
import { type RecordPostingInput, recordPosting } from '@/server/services/posting/record-posting';
import { withdrawPosting } from '@/server/services/posting/withdraw-posting';
import { getQuarterReport } from '@/server/services/referral-report/get-quarter-report';
import { type District, mintDistrict } from '../factories/district';
import { codesOf, fresh, granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const outing = (change: Partial<RecordPostingInput> = {}): RecordPostingInput => ({
  ...{ requestKey: fresh('posting'), kind: 'clinic', fromInstitutionCode: district.lead.code, toInstitutionCode: district.township.code, personName: fresh('顾'), title: '主任医师', subject: '心血管内科' },
  ...{ fromDay: '2025-03-05', toDay: '2025-03-05', times: 1, people: 20, note: null },
  ...change,
});
const office = () => district.contextFor('referral_office');
const year = { fromDay: '2025-01-01', toDay: '2025-12-31', kinds: null, allianceId: null, institutionCode: null, side: 'either', page: 1, pageSize: 50 } as const;
const sentDown = async () => granted(await getQuarterReport(district.contextFor('alliance_manager'), { from: '2025-01', to: '2025-03', allianceId: null, institutionCode: null })).sentDown;

describe('an outing', () => {
  test('is written down by the hospital, and counts in the quarter until it is taken back', async () => {
    const before = await sentDown();
    const { id } = granted(await recordPosting(office(), outing({ times: 2, people: 31 })));
    expect(await sentDown()).toEqual({ times: before.times + 2, people: before.people + 31 });
    granted(await withdrawPosting(office(), { id, version: 1, reason: '登记错了日期' }));
    expect(await sentDown()).toEqual(before);
    const kept = await listPostings(office(), { ...year, withWithdrawn: true });
    expect(kept.rows.find((row) => row.id === id)).toMatchObject({ withdrawnReason: '登记错了日期', fromInstitutionName: '城东中心医院' });
    expect((await listPostings(office(), { ...year, withWithdrawn: false })).rows.some((row) => row.id === id)).toBe(false);
  });

  test('sent twice is written once', async () => {
    const entry = outing();
    const first = granted(await recordPosting(office(), entry));
    expect(granted(await recordPosting(office(), entry))).toEqual(first);
  });

  test('written down by two at once is there once; the other hears of it', async () => {
    const personName = fresh('潘');
    const outcomes = await Promise.all([recordPosting(office(), outing({ personName })), recordPosting(district.contextFor('alliance_manager'), outing({ personName }))]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.flatMap(codesOf)).toEqual(['posting.already_recorded']);
  });

  test('that was withdrawn may be written anew', async () => {
    const personName = fresh('苏');
    const { id } = granted(await recordPosting(office(), outing({ personName, people: 200 })));
    granted(await withdrawPosting(office(), { id, version: 1, reason: '人次有误' }));
    granted(await recordPosting(office(), outing({ personName })));
    expect(codesOf(await withdrawPosting(office(), { id, version: 2, reason: '再作废一次' }))).toEqual(['posting.already_withdrawn']);
  });

  test('changed meanwhile is not taken back over it', async () => {
    const { id } = granted(await recordPosting(office(), outing()));
    expect(codesOf(await withdrawPosting(office(), { id, version: 7, reason: '日期有误' }))).toEqual(['conflict.changed_meanwhile']);
  });
});

describe('whose it is', () => {
  test('nobody writes for other alliances, nor sees or withdraws theirs', async () => {
    const foreign = district.contextFor('referral_office', { foreign: true });
    expect(codesOf(await recordPosting(foreign, outing()))).toEqual(['not_found']);
    const { id } = granted(await recordPosting(office(), outing()));
    expect(codesOf(await withdrawPosting(foreign, { id, version: 1, reason: '不是我们的' }))).toEqual(['not_found']);
    expect((await listPostings(foreign, { ...year, withWithdrawn: true })).total).toBe(0);
  });

  test('a doctor writes none', async () => {
    await expect(recordPosting(district.contextFor('doctor'), outing())).rejects.toThrow(PermissionDenied);
  });

  test('the hospital writes down whom it trains', async () => {
    const { township, lead } = district;
    granted(await recordPosting(office(), outing({ kind: 'trainee', fromInstitutionCode: township.code, toInstitutionCode: lead.code, people: 0, toDay: '2025-08-31' })));
  });
});
