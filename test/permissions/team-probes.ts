import { fresh } from '../factories/referrals';
import type { Probe } from './probe';

const nobody = { newLeaderId: null, successorId: null };
const sheet = { name: '新来的', profession: 'doctor', title: '医师', capacity: null };

export const teamProbes: readonly Probe[] = [
  { path: 'team.overview', kind: 'list', marks: (held) => [held.teamId] },
  { path: 'team.get', kind: 'named', input: ({ teamId }) => ({ teamId }) },
  { path: 'team.capacityFor', kind: 'named', input: ({ teamId }) => ({ teamId }) },
  // Whoever lives in the region may be signed by any team of it; the teams that are named are the asker's own.
  { path: 'team.suggest', kind: 'named', wide: true, input: ({ residentId }) => ({ residentId }) },
  { path: 'team.practitioners', kind: 'list', marks: (held) => [held.practitionerId] },
  { path: 'team.open', kind: 'named', input: ({ institutionCode }) => ({ institutionCode, name: fresh('团队'), doctorName: '新来的', title: '医师', phone: null }) },
  { path: 'team.change', kind: 'named', input: ({ teamId }) => ({ teamId, name: fresh('改名'), phone: null, capacity: 2000 }) },
  { path: 'team.addMember', what: 'to a team', kind: 'named', input: ({ teamId }, own) => ({ teamId, practitionerId: own.practitionerId, role: 'leader' }) },
  // A specialist of any institution of the region may join a team.
  { path: 'team.addMember', what: 'a colleague', kind: 'named', wide: true, input: ({ practitionerId }, own) => ({ teamId: own.teamId, practitionerId, role: 'leader' }) },
  { path: 'team.removeMember', kind: 'named', input: ({ teamId, practitionerId }) => ({ teamId, practitionerId, ...nobody }) },
  { path: 'team.registerPractitioner', kind: 'named', input: ({ institutionCode }) => ({ institutionCode, ...sheet }) },
  { path: 'team.changePractitioner', kind: 'named', input: ({ practitionerId }) => ({ practitionerId, ...sheet }) },
  { path: 'team.recordLeaving', kind: 'named', input: ({ practitionerId }) => ({ practitionerId }) },
  { path: 'team.saveGridCell', what: 'of an institution', kind: 'named', input: ({ institutionCode }) => ({ code: fresh('G'), name: '网格', institutionCode, teamId: null, places: [], takeOver: false }) },
  { path: 'team.saveGridCell', what: 'for a team', kind: 'named', input: ({ teamId }, own) => ({ code: fresh('G'), name: '网格', institutionCode: own.institutionCode, teamId, places: [], takeOver: false }) },
  { path: 'team.previewHandover', kind: 'named', input: ({ institutionCode, teamId }) => ({ kind: 'team_merged', fromInstitutionCode: institutionCode, toInstitutionCode: institutionCode, choices: [{ fromTeamId: teamId, toTeamId: teamId, practitionerId: null }] }) },
  { path: 'team.handOver', kind: 'named', input: ({ institutionCode, teamId }) => ({ kind: 'team_merged', fromInstitutionCode: institutionCode, toInstitutionCode: institutionCode, choices: [{ fromTeamId: teamId, toTeamId: teamId, practitionerId: null }], reason: '合并', contracts: 0 }) },
  // A cell is gone once it is removed; asked by those whose reach is narrower.
  { path: 'team.removeGridCell', kind: 'named', roles: ['alliance_manager'], input: ({ gridCode }) => ({ code: gridCode }) },
  { path: 'coverage.board', kind: 'sum', input: () => ({ on: null }) },
  { path: 'coverage.trend', kind: 'sum', input: () => ({ on: null }) },
];
