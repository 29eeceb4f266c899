import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { insertInstitutions } from '@/db/queries/registry';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { getBoard } from '@/server/services/coverage/get-board';
import { getTrend } from '@/server/services/coverage/get-trend';
import { handOver } from '@/server/services/team/hand-over';
import { PermissionDenied } from '@/server/services/permit';
import { type District, mintDistrict } from '../factories/district';
import { accepted, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
const empty = () => `H${district.regionCode}00008`;

// Adult, elder and child live near the township hospital; one more lives near its clinic, one nobody knows where.
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  await store.transaction((tx) => insertInstitutions(tx, [{ ...district.township, code: empty(), name: '空乡卫生院' }]));
  await district.addResident({ homeInstitutionCode: district.clinic.code, birthDay: '1950-01-01' });
  const wanderer = await district.addResident({ homeInstitutionCode: null });
  await district.addResident({ deathDay: '2025-01-10' });
  const sign = (resident: { readonly id: string }) => signed(district.contextFor('doctor'), signingOf(district, resident, { consent: { textVersion: '2025-01', guardian: { name: '父亲', relation: '父亲' } } }));
  for (const one of [district.elder, district.child, wanderer]) await sign(one);
});
afterAll(() => drop());

const june = instantOf('2025-06-30 10:00:00');
const board = (on: string | null = null, role: 'auditor' | 'alliance_manager' = 'auditor', now = june) => getBoard(district.contextFor(role, { now }), { on });

describe('the coverage board', () => {
  test('counts who lives where and is signed; whose home nobody knows is a line of its own', async () => {
    const { total, noHome, institutions } = await board();
    // Being signed gives a home to whoever had none, at the team's institution.
    expect(noHome).toBeNull();
    expect(total.all).toMatchObject({ residents: 5, signed: 3, rate: '0.600000' });
    expect(total.keyPeople).toMatchObject({ residents: 2, signed: 1, rate: '0.500000' });
    const township = institutions.find(({ code }) => code === district.township.code);
    expect(township).toMatchObject({ all: { residents: 4, signed: 3 }, ownSigned: 3, contracts: 3 });
  });

  test('leaves no primary institution out for having nobody, and no team for having signed nobody', async () => {
    const { institutions, teams } = await board();
    expect(institutions.map(({ code }) => code)).toEqual([district.township.code, district.clinic.code, district.foreignTownship.code, empty()].sort());
    expect(institutions.find(({ code }) => code === empty())).toMatchObject({ all: { residents: 0, signed: 0, rate: null }, ownSigned: 0, due: 0 });
    expect(teams.map(({ id, signed: people }) => [id, people])).toEqual([[district.team.id, 3], [district.foreignTeam.id, 0]]);
  });

  test('of a day before anybody signed shows nobody signed', async () => {
    const { total, on } = await board('2025-03-09');
    expect([on, total.all.signed, total.all.residents]).toEqual(['2025-03-09', 0, 5]);
    expect((await board('2030-01-01')).on).toBe('2025-06-30');
  });

  test('shows an alliance manager their own institutions and nobody else’s', async () => {
    const { institutions, alliances, total, teams } = await board(null, 'alliance_manager');
    expect(alliances.map(({ code }) => code)).toEqual([district.allianceId]);
    expect(institutions.map(({ code }) => code)).not.toContain(district.foreignTownship.code);
    expect(teams.map(({ id }) => id)).toEqual([district.team.id]);
    expect(total.all.residents).toBe(5);
    expect(() => getBoard(district.contextFor('doctor'), { on: null })).toThrow(PermissionDenied);
  });

  test('tells each key group, those without anybody too', async () => {
    const { groups } = await board();
    expect(groups).toHaveLength(10);
    expect(groups.find(({ group }) => group === 'elderly65')).toMatchObject({ residents: 2, signed: 1 });
    expect(groups.find(({ group }) => group === 'hypertension')).toMatchObject({ residents: 1, signed: 1 });
    expect(groups.find(({ group }) => group === 'tuberculosis')).toMatchObject({ residents: 0, signed: 0, rate: null });
  });

  test('tells what became of contracts that end in the year', async () => {
    const before = (await board('2026-02-01', 'auditor', instantOf('2026-02-01 10:00:00'))).total;
    expect(before).toMatchObject({ due: 3, renewed: 0, lapsed: 0, pending: 3 });
    await signed(district.contextFor('doctor', { now: instantOf('2026-03-01 10:00:00') }), signingOf(district, district.elder, { startDay: '2026-03-10' }));
    const after = (await board(null, 'auditor', instantOf('2026-03-11 10:00:00'))).total;
    expect(after).toMatchObject({ due: 3, renewed: 1, lapsed: 2, pending: 0 });
    expect(after.all.signed).toBe(1);
  });

  test('holds coverage against the goal and the year before', async () => {
    const { targets } = await board(null, 'auditor', instantOf('2026-03-11 10:00:00'));
    expect(targets?.all).toMatchObject({ goal: '0.75', goalYear: 2035, lastYear: '0.600000', thisYear: '0.610000', state: 'behind' });
    expect((await board()).targets?.all).toMatchObject({ lastYear: null, thisYear: null, state: 'unknown' });
  });

  test('counts the people of an institution that was merged where it went', async () => {
    const manager = district.contextFor('administrator', { now: june });
    const choices = [{ fromTeamId: district.team.id, toTeamId: district.team.id, practitionerId: null }];
    accepted(await handOver(manager, { kind: 'institution_merged', fromInstitutionCode: district.township.code, toInstitutionCode: empty(), choices, reason: '合并', contracts: 4 }));
    const after = await board();
    expect(after.institutions.find(({ code }) => code === empty())).toMatchObject({ all: { residents: 4, signed: 3 }, ownSigned: 3 });
    expect(after.institutions.map(({ code }) => code)).not.toContain(district.township.code);
    const before = await board('2025-06-29');
    expect(before.institutions.find(({ code }) => code === district.township.code)).toMatchObject({ all: { residents: 4, signed: 3 }, ownSigned: 3 });
  });
});

test('the trend has a point for each of twelve months, the last one of the day', async () => {
  const points = await getTrend(district.contextFor('auditor', { now: june }), { on: null });
  expect(points).toHaveLength(12);
  expect(points.at(-1)).toMatchObject({ month: '2025-06', on: '2025-06-30', residents: 5, signed: 3, rate: '0.600000' });
  expect(points.find(({ month }) => month === '2025-02')).toMatchObject({ on: '2025-02-28', signed: 0 });
});
