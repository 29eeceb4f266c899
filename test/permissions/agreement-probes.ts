import type { Probe } from './probe';

const terms = { practitionerId: null, packageCodes: ['basic'], startDay: null, termYears: 1, guardian: null };
const text = { kind: 'agreement', title: '签约协议', body: '乙方{居民姓名}' } as const;

export const agreementProbes: readonly Probe[] = [
  { path: 'agreement.get', kind: 'named', input: ({ contractId }) => ({ contractId }) },
  { path: 'agreement.preview', what: 'with a team', kind: 'named', input: ({ teamId }, own) => ({ ...terms, teamId, resident: { id: own.residentId } }) },
  // Whoever lives in the region can be signed anywhere in it, and reads before it.
  { path: 'agreement.preview', what: 'of a resident', kind: 'named', wide: true, input: ({ residentId }, own) => ({ ...terms, teamId: own.teamId, resident: { id: residentId } }) },
  { path: 'agreement.recordSignature', kind: 'named', input: ({ contractId }) => ({ contractId, signature: { method: 'paper' } }) },
  { path: 'agreement.templates', kind: 'bare', why: 'the region’s texts, the same for everybody in it' },
  { path: 'agreement.previewTemplate', kind: 'bare', input: () => text, why: 'filled with people who do not exist' },
  { path: 'agreement.addTemplate', kind: 'bare', input: () => ({ ...text, version: '2099-01', inForceFrom: '2099-01-01' }), why: 'the region’s texts; names nothing that is there' },
  { path: 'agreement.own', kind: 'bare', input: ({ contractId }) => ({ contractId }), why: 'finds the session’s own contracts only; agreement.test.ts shows it' },
  { path: 'agreement.previewOwn', kind: 'bare', input: ({ teamId }) => ({ ...terms, teamId }), why: 'the person is the session’s; a team of the region can be chosen by anybody in it' },
  { path: 'consent.list', kind: 'named', input: ({ residentId }) => ({ residentId }) },
];
