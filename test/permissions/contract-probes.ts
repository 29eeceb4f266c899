import { fresh } from '../factories/referrals';
import type { Probe } from './probe';

const page = { page: 1, pageSize: 100 };
const consent = { textVersion: '2025-01', guardian: null };
const terms = { practitionerId: null, packageCodes: ['basic'], termYears: 1 };
const asked = { draftId: null, kind: 'sign', ...terms, startDay: null, contractId: null, transferReason: null, note: null };

export const contractLifeProbes: readonly Probe[] = [
  { path: 'contract.renew', kind: 'named', input: ({ contractId }) => ({ requestKey: fresh('renewal'), contractId, ...terms, consent }) },
  {
    path: 'contract.renewMany',
    kind: 'named',
    input: ({ contractId }) => ({ requestKey: fresh('renewals'), contractIds: [contractId], termYears: null, textVersion: '2025-01' }),
    // Of each contract it says by itself what became of it.
    nothing: ({ code, value }) => code === 'OK' && (value as { refusals: { code: string }[] }[]).every(({ refusals }) => refusals.some((refusal) => refusal.code === 'not_found')),
  },
  { path: 'contract.transfer', what: 'into a team', kind: 'named', input: ({ teamId }, own) => ({ requestKey: fresh('transfer'), contractId: own.contractId, toTeamId: teamId, reason: 'moved', note: null, startDay: null, ...terms, consent }) },
  // The team that takes somebody in carries it out, wherever in the region they were signed.
  { path: 'contract.transfer', what: 'out of a contract', kind: 'named', wide: true, input: ({ contractId }, own) => ({ requestKey: fresh('transfer'), contractId, toTeamId: own.teamId, reason: 'moved', note: null, startDay: null, ...terms, consent }) },
  { path: 'contract.correct', kind: 'named', input: ({ contractId }) => ({ requestKey: fresh('correction'), contractId, note: '录入有误', correction: {} }) },
  { path: 'contract.withdrawConsent', kind: 'named', input: ({ contractId }) => ({ contractId, note: null }) },
  { path: 'contractRequest.list', kind: 'list', input: () => ({ tab: 'awaiting_team', teamId: null, ...page }), marks: (held) => [held.requestId] },
  { path: 'contractRequest.endings', kind: 'list', input: () => page, marks: (held) => [held.endingId] },
  { path: 'contractRequest.saveDraft', kind: 'named', input: ({ teamId }, own) => ({ requestKey: fresh('draft'), ...asked, residentId: own.residentId, teamId }) },
  { path: 'contractRequest.propose', kind: 'named', input: ({ teamId }, own) => ({ requestKey: fresh('proposal'), ...asked, residentId: own.residentId, teamId }) },
  { path: 'contractRequest.refuse', kind: 'named', input: ({ requestId }) => ({ requestId, reason: '' }) },
  { path: 'contractRequest.withdraw', kind: 'named', input: ({ requestId }) => ({ requestId, reason: null }) },
  { path: 'contractRequest.accept', kind: 'named', input: ({ requestId }) => ({ requestId, practitionerId: 'nobody' }) },
  { path: 'contractRequest.answerEnding', kind: 'named', input: ({ endingId }) => ({ requestId: endingId, agreed: false, endDay: null, note: null }) },
];
