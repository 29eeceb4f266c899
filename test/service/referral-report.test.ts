import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs, minuteMs } from '@/server/domain/kernel/instant';
import { sentMeasures } from '@/server/domain/referral-report/measures';
import { importVisits } from '@/server/services/import/import-visits';
import { PermissionDenied } from '@/server/services/permit';
import { getCompliance } from '@/server/services/quota/get-compliance';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { completeReferral } from '@/server/services/referral/complete-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import type { ReferralReceipt } from '@/server/services/referral/change-referral';
import { getFlowReport } from '@/server/services/referral-report/get-flow-report';
import { getOutsideCare, listOutsideVisitRows } from '@/server/services/referral-report/get-outside-care';
import { getQuarterReport } from '@/server/services/referral-report/get-quarter-report';
import { listCountedReferrals } from '@/server/services/referral-report/list-counted-referrals';
import { listCountedSessions, listReservedPlaces } from '@/server/services/referral-report/list-reserved-places';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, granted, orderFor, publishClinic, sendOnto, signedResident, signResident } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;

const march = { from: '2025-03', to: '2025-03', allianceId: null, institutionCode: null } as const;
const flow = { ...march, departmentCode: null, direction: null } as const;
const page = { page: 1, pageSize: 100 } as const;
const manager = (now = districtNow) => district.contextFor('alliance_manager', { now });
const office = (now = districtNow) => district.contextFor('referral_office', { now });
const rowsOf = async (measure: Parameters<typeof listCountedReferrals>[1]['measure'], more: Partial<Parameters<typeof listCountedReferrals>[1]> = {}, now = districtNow) =>
  granted(await listCountedReferrals(manager(now), { ...flow, measure, fromInstitutionCode: null, toInstitutionCode: null, declineCode: null, ...page, ...more }));

beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

describe('a month of a hospital and its township', () => {
  let came: ReferralReceipt;
  let said: ReferralReceipt;
  const answeredAt = districtNow + 90 * minuteMs;
  const atClinic = instantOf(`${clinicDay} 09:00:00`);
  const later = atClinic + 20 * dayMs;

  beforeAll(async () => {
    district = await mintDistrict(store);
    const session = await publishClinic(district, { capacity: 6 });
    came = await sendOnto(district, session);
    said = await sendOnto(district, session);
    // A third one nobody answers.
    granted(await createReferral(district.contextFor('doctor'), orderFor(await signedResident(district), { toInstitutionCode: district.lead.code, departmentCode: 'neurology' })));
    granted(await acceptReferral(office(answeredAt), { referralId: came.id, version: came.version, places: null }));
    granted(await declineReferral(office(districtNow + 30 * minuteMs), { referralId: said.id, version: said.version, code: 'not_indicated', reason: '可在基层继续观察用药' }));
    granted(await arriveReferral(office(atClinic), { referralId: came.id, version: null }));
    granted(await completeReferral(office(atClinic + hourMs), { referralId: came.id, version: null, opinion: '调整用药，两周后复查', followUpDay: null }));
  });

  test('is counted as it went, and every number opens to as many referrals', async () => {
    const report = granted(await getFlowReport(manager(later), { ...flow, by: 'receiver' }));
    expect(report.total.counts).toMatchObject({ sent: 3, up: 3, down: 0, answered_in_time: 2, unanswered_overdue: 1, arrived: 1, completed: 1, declined: 1, closure_due: 1, closure_done: 0, follow_up_late: 1 });
    expect(report.total).toMatchObject({ answeredInTime: '0.666667', answerMinutes: { count: 2, median: 30, p90: 90 }, closure: '0.000000', followedUpInTime: '0.000000' });
    for (const measure of sentMeasures) {
      const { rows, total } = await rowsOf(measure, {}, later);
      expect([measure, total, rows.length]).toEqual([measure, report.total.counts[measure], report.total.counts[measure]]);
    }
  });

  test('tells who sends to whom, and why the hospital said no', async () => {
    const report = granted(await getFlowReport(office(), { ...flow, by: 'sender' }));
    expect(report.pairs).toEqual([
      {
        ...{ fromInstitutionCode: district.township.code, fromInstitutionName: '柳河镇卫生院', toInstitutionCode: district.lead.code, toInstitutionName: '城东中心医院' },
        ...{ up: 3, down: 0, lateral: 0, arrived: 1 },
      },
    ]);
    expect(report.declines).toEqual([{ code: 'not_indicated', count: 1 }]);
    expect(report.months).toEqual([{ month: '2025-03', up: 3, down: 0, lateral: 0, consults: 0 }]);
    expect((await rowsOf('declined', { declineCode: 'not_indicated' })).rows.map(({ number }) => number)).toEqual([said.number]);
    expect((await rowsOf('declined', { declineCode: 'no_capacity' })).rows).toEqual([]);
  });

  test('names no patient', async () => {
    const { rows } = await rowsOf('sent');
    expect(rows.every((row) => !('residentId' in row))).toBe(true);
  });

  test('shows nothing of it to the other alliance', async () => {
    const foreign = granted(await getFlowReport(district.contextFor('alliance_manager', { foreign: true }), { ...flow, by: 'receiver' }));
    expect(foreign.total.counts.sent).toBe(0);
    expect(granted(await getQuarterReport(district.contextFor('alliance_manager', { foreign: true }), march)).upAndDown).toEqual({ times: 0, people: 0 });
  });

  test('is a person who came up in the quarter’s report, on the day of the visit', async () => {
    const quarter = { from: '2025-01', to: '2025-03', allianceId: null, institutionCode: null } as const;
    const report = granted(await getQuarterReport(manager(later), quarter));
    expect(report).toMatchObject({ upAndDown: { times: 1, people: 1 }, referrals: { moved_up: { times: 1, people: 1 }, sent_down: { times: 0 }, consult_any: { times: 0 } } });
    expect(report.parts).toMatchObject([
      { institutionName: '城东中心医院', upIn: 1, upOut: 0 },
      { institutionName: '柳河镇卫生院', upIn: 0, upOut: 1 },
    ]);
    expect((await rowsOf('moved_up', quarter)).rows.map(({ number }) => number)).toEqual([came.number]);
    expect(granted(await getQuarterReport(manager(later), { from: '2025-04', to: '2025-06', allianceId: null, institutionCode: null })).upAndDown.times).toBe(0);
  });

  test('is one place used of two reserved, and the numbers open to sessions and places', async () => {
    const capacity = { ...march, kind: null, departmentCode: null } as const;
    const report = granted(await getCompliance(manager(later), { ...capacity, by: 'resource' }));
    expect(report.lines).toMatchObject([{ kind: 'clinic', departmentName: '心血管内科', sessions: 1, capacity: 6, offered: 2, used: 1, share: '0.333333', met: true, short: 0 }]);
    expect(report.takers).toMatchObject([{ fromInstitutionName: '柳河镇卫生院', institutionName: '城东中心医院', slots: { used: 1 } }]);
    expect(report.months).toMatchObject([{ month: '2025-03', kind: 'clinic', capacity: 6, offered: 2 }]);
    const choice = { ...capacity, resourceName: report.lines[0]?.resourceName ?? null, fromInstitutionCode: null, ...page };
    const used = await listReservedPlaces(manager(later), { ...choice, choice: 'used' });
    expect(used).toMatchObject({ total: 1, rows: [{ status: 'used', referralNumber: came.number, fromInstitutionName: '柳河镇卫生院' }] });
    expect((await listReservedPlaces(manager(later), { ...choice, choice: 'offered' })).total).toBe(2);
    expect(await listCountedSessions(manager(later), choice)).toMatchObject({ total: 1, rows: [{ capacity: 6, reserved: 2 }] });
  });

  test('a doctor has no reports', async () => {
    await expect(getFlowReport(district.contextFor('doctor'), { ...flow, by: 'receiver' })).rejects.toThrow(PermissionDenied);
  });
});

describe('care without a referral', () => {
  beforeAll(async () => {
    district = await mintDistrict(store);
    const { adult, lead, foreignLead, township } = district;
    await signResident(district, adult.id);
    const visit = (at: typeof lead, on: string, settlementId: string, medType: '11' | '13' = '11') => visitRow({ who: adult, at, on, settlementId, medType, inScopeFen: 10_000 });
    const now = instantOf('2025-03-28 09:00:00');
    const rows = [visit(lead, '2025-03-20', 'B1'), visit(foreignLead, '2025-03-21', 'B2'), visit(foreignLead, '2025-03-22', 'B3', '13'), visit(township, '2025-03-23', 'B4')];
    const imported = await importVisits(district.contextFor('bureau_clerk', { now }), fileOf(rows));
    expect(imported).toMatchObject({ accepted: 4, rejected: 0 });
  });

  test('is counted by how people came, never by the township or in an emergency as going around it', async () => {
    const report = await getOutsideCare(manager(), march);
    expect(report.routes.map(({ route, visits, people }) => [route, visits, people])).toEqual([
      ['referred', 0, 0],
      ['emergency', 1, 1],
      ['inside', 1, 1],
      ['outside', 1, 1],
      ['out_of_region', 0, 0],
    ]);
    expect(report.places).toMatchObject([
      { institutionName: '城东中心医院', route: 'inside', visits: 1 },
      { institutionName: '城西人民医院', route: 'emergency', visits: 1 },
      { institutionName: '城西人民医院', route: 'outside', visits: 1 },
    ]);
  });

  test('opens to visits that say where and for what, not who', async () => {
    const { rows, total } = await listOutsideVisitRows(manager(), { ...march, route: 'outside', visitedCode: null, ...page });
    expect(total).toBe(1);
    expect(rows).toMatchObject([{ institutionName: '城西人民医院', settlementId: 'B2', signedInstitutionName: '柳河镇卫生院', referralNumber: null }]);
    expect(JSON.stringify(rows)).not.toContain(district.adult.name);
    expect((await listOutsideVisitRows(manager(), { ...march, route: 'outside', visitedCode: district.lead.code, ...page })).total).toBe(0);
  });
});
