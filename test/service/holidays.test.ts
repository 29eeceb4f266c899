import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listAudit } from '@/db/queries/audit';
import { listHolidayTables } from '@/db/queries/policy';
import { addDays } from '@/server/domain/kernel/calendar-day';
import { importHolidays } from '@/server/services/calendar/import-holidays';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { type ServiceContext, serviceContext } from '@/server/services/context';
import { PermissionDenied } from '@/server/services/permit';
import { addResource } from '@/server/services/quota/keep-resource';
import { addSchedule } from '@/server/services/quota/keep-schedule';
import { listSessions } from '@/server/services/quota/list-sessions';
import { makeSessions } from '@/server/services/quota/make-sessions';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, codesOf, granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let operator: ServiceContext;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  operator = { ...serviceContext(store, { kind: 'system', job: 'operator', regionCode: district.regionCode }), now: () => districtNow };
});
afterAll(() => drop());

const nextWeek = addDays(clinicDay, 7);
const notice = { '2025': { daysOff: [nextWeek], workdays: [addDays(clinicDay, 6)] } };

test('clinics of a year wait for its holidays, and are made once the operator has brought them', async () => {
  const office = district.contextFor('referral_office');
  const { id: resourceId } = granted(await addResource(office, { institutionCode: null, kind: 'clinic', departmentCode: 'cardiology', departmentName: '心血管内科', name: '贺兰', note: null }));
  const hours = { weekdays: [1], fromTime: '08:00', toTime: '11:30', capacity: 9, urgentOnly: false, onHolidays: false, publicLeadDays: 7 };
  const entered = granted(await addSchedule(office, { resourceId, ...hours, validFrom: clinicDay, validTo: nextWeek }));
  expect(entered).toMatchObject({ made: 0, unknownYears: [2025] });
  expect(granted(await importHolidays(operator, notice))).toEqual([2025]);
  const [row] = await listAudit(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, { subjectKind: 'region', subjectId: district.regionCode, limit: 1 });
  expect(row).toMatchObject({ action: 'calendar.imported', facts: { years: [2025] } });
  expect(granted(await makeSessions(operator))).toMatchObject({ made: 1, unknownYears: [] });
  const daysOf = async (day: string) => (await listSessions(office, { day, institutionCode: null })).sessions.map((session) => session.resourceId);
  expect(await daysOf(clinicDay)).toEqual([resourceId]);
  expect(await daysOf(nextWeek)).toEqual([]);
});

test('an amended notice takes the place of the first and outlasts the tables that come with the program; a wrong one changes nothing', async () => {
  const amended = { '2025': { daysOff: [nextWeek, addDays(nextWeek, 1)], workdays: [] } };
  granted(await importHolidays(operator, amended));
  const [held] = await listHolidayTables(store.reads);
  expect(held).toEqual({ year: 2025, ...amended['2025'] });
  expect(codesOf(await importHolidays(operator, { ...notice, '2026': { daysOff: ['2025-01-01'], workdays: [] } }))).toEqual(['calendar.other_year']);
  expect(await listHolidayTables(store.reads)).toEqual([held]);
  expect(await loadHolidays(store)).toEqual(expect.arrayContaining([2024, 2025, 2026]));
  expect(await listHolidayTables(store.reads)).toContainEqual(held);
});

test.each(['administrator', 'bureau_clerk', 'referral_office'] as const)('the %s of one region brings none: they would hold for the others too', async (role) => {
  await expect(importHolidays(district.contextFor(role), notice)).rejects.toBeInstanceOf(PermissionDenied);
});
