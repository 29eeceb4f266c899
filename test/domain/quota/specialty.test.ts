import { expect, test } from 'vitest';
import { foundSpecialty, joinSpecialty, lastDayOf, lasts, type SpecialtyAlliance, type SpecialtyMember } from '@/server/domain/quota/specialty';

const today = '2025-03-10';
const cardiac: SpecialtyAlliance = {
  ...{ id: 'x1', regionCode: '210100', name: '心血管专科联盟', hospitalCode: 'H', fromDay: '2025-01-01', toDay: null },
  ...{ departments: [{ departmentCode: 'cardiology', departmentName: '心血管内科' }], members: [] },
};
const codesOf = (outcome: { ok: true } | { ok: false; refusals: readonly { code: string }[] }) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));
const member = (change: Partial<SpecialtyMember> = {}): SpecialtyMember => ({ id: 'm1', kind: 'institution', memberId: 'T', fromDay: today, toDay: null, ...change });

test.each<[string, Partial<SpecialtyAlliance>, string[]]>([
  ['from today on', { fromDay: today }, []],
  ['for a time', { fromDay: '2025-04-01', toDay: '2025-12-31' }, []],
  ['yesterday', { fromDay: '2025-03-09' }, ['specialty.day_past']],
  ['all wrong at once', { name: ' ', departments: [], fromDay: '2025-03-01', toDay: '2025-02-01' }, ['specialty.name_missing', 'specialty.departments_missing', 'specialty.day_past', 'specialty.day_before_start']],
])('a specialty alliance is founded %s', (_, change, codes) => {
  expect(codesOf(foundSpecialty({ ...cardiac, ...change }, today))).toEqual(codes);
});

test.each<[string, Partial<SpecialtyAlliance>, Partial<SpecialtyMember>, string | null, string[]]>([
  ['an institution of another alliance', {}, {}, 'west', []],
  ['one of no alliance', {}, {}, null, []],
  ['one of the hospital’s own alliance', {}, {}, 'east', ['specialty.own_alliance']],
  ['one that is in already', { members: [member()] }, {}, 'west', ['specialty.already_member']],
  ['one whose membership is over', { members: [member({ fromDay: '2025-01-01', toDay: '2025-02-01' })] }, {}, 'west', []],
  ['one whose membership lasts until the end of the month', { members: [member({ fromDay: '2025-01-01', toDay: '2025-03-31' })] }, {}, 'west', ['specialty.already_member']],
  ['into one that has ended', { toDay: '2025-03-01' }, {}, 'west', ['specialty.ended']],
  ['before it begins', { fromDay: '2025-04-01' }, {}, 'west', ['specialty.day_before_start']],
  ['in the past', {}, { fromDay: '2025-03-01' }, 'west', ['specialty.day_past']],
])('joining: %s', (_, change, joining, memberAllianceId, codes) => {
  expect(codesOf(joinSpecialty({ specialty: { ...cardiac, ...change }, member: member(joining), memberName: '某院', memberAllianceId, hospitalAllianceId: 'east', today }))).toEqual(codes);
});

test.each([
  ['today', null, today, []],
  ['another day than was set before', '2025-12-31', '2025-06-30', []],
  ['yesterday', null, '2025-03-09', ['specialty.day_past']],
  ['what is over', '2025-03-01', today, ['specialty.member_left']],
])('ending %s', (_, toDay, day, codes) => {
  expect(codesOf(lastDayOf(member({ fromDay: '2025-01-01', toDay }), day, today))).toEqual(codes);
});

test('both days count', () => {
  const span = { fromDay: '2025-03-01', toDay: '2025-03-10' };
  expect(['2025-02-28', '2025-03-01', '2025-03-10', '2025-03-11'].map((day) => lasts(span, day))).toEqual([false, true, true, false]);
});
