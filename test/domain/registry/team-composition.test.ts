import { describe, expect, test } from 'vitest';
import { type HandoverFacts, planHandover } from '@/server/domain/registry/plan-handover';
import { loadOf } from '@/server/domain/registry/capacity';
import { teamsByAddress } from '@/server/domain/registry/service-grid';
import { predecessorsOf, successorOn } from '@/server/domain/registry/succession';
import { type TeamRole, missingRoles } from '@/server/domain/registry/team-composition';
import { leaveTeam } from '@/server/domain/registry/team-members';

describe('a team', () => {
  test.each<[string, TeamRole[], string[]]>([
    ['with a leading doctor, a nurse and a public-health doctor', ['leader', 'nurse', 'public_health'], []],
    ['with more than these', ['leader', 'doctor', 'nurse', 'public_health', 'pharmacist'], []],
    ['without a nurse', ['leader', 'public_health'], ['nurse']],
    ['with doctors whom nobody leads', ['doctor', 'doctor', 'nurse', 'public_health'], ['leader']],
    ['without anybody', [], ['leader', 'nurse', 'public_health']],
  ])('%s lacks what it lacks', (_, roles, missing) => {
    expect(missingRoles(roles)).toEqual(missing);
  });
});

describe('a capacity of 2,000', () => {
  test.each([
    [1799, 'ok', 201],
    [1800, 'nearly_full', 200],
    [1999, 'nearly_full', 1],
    [2000, 'full', 0],
    [2100, 'full', 0],
  ] as const)('with %d signed is %s', (signed, state, left) => {
    expect(loadOf(signed, 2000, '0.9')).toEqual({ signed, capacity: 2000, left, state });
  });

  test('of none is full', () => {
    expect(loadOf(0, 0, '0.9').state).toBe('full');
  });
});

describe('leaving a team', () => {
  const team = {
    id: 'T1',
    name: '柳河一队',
    members: [
      { id: 'P1', name: '王', profession: 'doctor', role: 'leader' },
      { id: 'P2', name: '李', profession: 'doctor', role: 'doctor' },
      { id: 'P3', name: '张', profession: 'nurse', role: 'nurse' },
    ],
  } as const;
  const codes = (change: object) => {
    const outcome = leaveTeam(team, { practitionerId: 'P1', newLeaderId: null, successorId: null, contracts: 0, ...change });
    return outcome.ok ? outcome.value : outcome.refusals.map(({ code }) => code);
  };

  test.each<[string, object, unknown]>([
    ['a leader without another', {}, ['team.leader_needed']],
    ['a leader for a nurse', { newLeaderId: 'P3' }, ['team.leader_needed']],
    ['a doctor with residents', { practitionerId: 'P2', contracts: 12 }, ['team.successor_needed']],
    ['a doctor whose residents a nurse takes', { practitionerId: 'P2', contracts: 12, successorId: 'P3' }, ['team.successor_not_doctor']],
    ['somebody who is not in it', { practitionerId: 'P9' }, ['team.not_a_member']],
    ['a nurse', { practitionerId: 'P3' }, [{ practitionerId: 'P3', role: null }]],
    ['a leader whose place is taken', { newLeaderId: 'P2', successorId: 'P2', contracts: 3 }, [{ practitionerId: 'P1', role: null }, { practitionerId: 'P2', role: 'leader' }]],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });
});

describe('an address', () => {
  const cell = (code: string, teamId: string | null, places: string[]) => ({ code, name: `${code}网格`, institutionCode: 'H1', teamId, places });
  const cells = [cell('G1', 'T1', ['柳林村']), cell('G2', 'T2', ['柳林村东里', '前营']), cell('G3', null, ['后营']), cell('G4', 'T2', ['柳林'])];

  test.each([
    ['北湖区柳林村东里 3 栋', ['T2', 'T1']],
    ['北湖区柳林村 8 号', ['T1', 'T2']],
    ['后营 1 号', []],
    ['', []],
  ])('%s is looked after by %j', (address, teamIds) => {
    expect(teamsByAddress(address, cells).map(({ teamId }) => teamId)).toEqual(teamIds);
  });
});

describe('institutions that were merged', () => {
  const successions = [
    { from: 'H1', to: 'H2', since: '2025-01-01' },
    { from: 'H2', to: 'H3', since: '2025-07-01' },
  ];

  test.each([
    ['H1', '2024-12-31', 'H1'],
    ['H1', '2025-01-01', 'H2'],
    ['H1', '2025-07-01', 'H3'],
    ['H3', '2025-07-01', 'H3'],
  ])('%s on %s is %s', (code, day, now) => {
    expect(successorOn(successions, code, day)).toBe(now);
  });

  test('are all found from the last one', () => {
    expect(predecessorsOf(successions, 'H3')).toEqual(['H2', 'H1']);
  });
});

describe('a handover', () => {
  const team = (id: string, institutionCode: string, change: object = {}) => ({ id, name: id, institutionCode, institutionName: institutionCode, closedOn: null, leaderId: `${id}-P1`, members: [{ id: `${id}-P1`, role: 'leader' as const }, { id: 'shared', role: 'doctor' as const }, { id: `${id}-N`, role: 'nurse' as const }], ...change });
  const facts = (change: Partial<HandoverFacts> = {}): HandoverFacts => ({
    kind: 'institution_merged',
    from: { code: 'H1', name: '甲' },
    to: { code: 'H2', name: '乙', isPrimary: true, closedOn: null },
    teams: [team('T1', 'H1'), team('T2', 'H1'), team('T3', 'H2')],
    choices: [{ fromTeamId: 'T1', toTeamId: 'T3', practitionerId: null }, { fromTeamId: 'T2', toTeamId: 'T2', practitionerId: null }],
    ...change,
  });
  const codes = (change: Partial<HandoverFacts>) => {
    const outcome = planHandover(facts(change));
    return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
  };

  test('gives each list to a team that goes on; a doctor of both keeps their residents', () => {
    const plan = planHandover(facts());
    expect(plan.ok && plan.value.map(({ from, to, goesAlong, practitionerId, keeping }) => [from.id, to.id, goesAlong, practitionerId, keeping])).toEqual([
      ['T1', 'T3', false, 'T3-P1', ['shared']],
      ['T2', 'T2', true, 'T2-P1', ['T2-P1', 'shared']],
    ]);
  });

  test.each<[string, Partial<HandoverFacts>, string[]]>([
    ['that forgets a team', { choices: [{ fromTeamId: 'T1', toTeamId: 'T3', practitionerId: null }] }, ['team.handover_incomplete']],
    ['to a closed team', { teams: [team('T1', 'H1'), team('T2', 'H1'), team('T3', 'H2', { closedOn: '2025-01-01' })] }, ['team.closed']],
    ['to a nurse', { choices: [{ fromTeamId: 'T1', toTeamId: 'T3', practitionerId: 'T3-N' }, { fromTeamId: 'T2', toTeamId: 'T2', practitionerId: null }] }, ['team.successor_not_doctor']],
    ['to a hospital', { to: { code: 'H2', name: '乙', isPrimary: false, closedOn: null } }, ['team.no_primary_institution']],
    ['of one team twice', { kind: 'team_merged', choices: [{ fromTeamId: 'T1', toTeamId: 'T3', practitionerId: null }, { fromTeamId: 'T1', toTeamId: 'T3', practitionerId: null }] }, ['team.handover_twice']],
    ['of a team to itself', { kind: 'team_merged', choices: [{ fromTeamId: 'T1', toTeamId: 'T1', practitionerId: null }] }, ['team.handover_to_itself']],
    ['of nothing', { kind: 'team_merged', choices: [] }, ['team.nothing_to_hand_over']],
  ])('%s is refused', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });
});
