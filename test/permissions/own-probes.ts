import type { Probe } from './probe';

const why = 'the person comes from the session; own-acts.test.ts asks for what is others’';
const key = { requestKey: 'probe-request-1', code: null };
const agreed = { textVersion: '2025-01', relation: '' };
const order = { packageCodes: ['basic'], termYears: 1 };

export const ownProbes: readonly Probe[] = [
  ...['own.notices', 'own.packages', 'own.phone', 'own.requests', 'own.wards'].map((path): Probe => ({ path, kind: 'bare', why: 'takes nothing; own-view.test.ts shows whose it is' })),
  { path: 'own.teams', kind: 'bare', input: () => ({ text: '' }), why: 'teams of the region, with which anybody of it may sign' },
  { path: 'own.team', kind: 'named', wide: true, input: ({ teamId }) => ({ teamId }), nothing: ({ code, value }) => code === 'OK' && value === null },
  { path: 'own.referral', kind: 'bare', input: (own) => ({ number: own.referralNumber }), why },
  { path: 'own.visit', kind: 'bare', input: (own) => ({ institutionCode: own.institutionCode, settlementId: own.settlementId }), why },
  { path: 'own.chooseWard', kind: 'bare', input: () => ({ wardId: null }), why },
  { path: 'own.askCode', kind: 'bare', input: () => ({ purpose: 'sign', newPhone: null }), why },
  { path: 'own.changePhone', kind: 'bare', input: () => ({ requestKey: 'probe-request-2', newCode: { token: 'none', typed: '000000' }, oldCode: null }), why },
  { path: 'own.sign', kind: 'bare', input: (own) => ({ ...key, ...agreed, ...order, teamId: own.teamId }), why },
  { path: 'own.transfer', kind: 'bare', input: (own) => ({ ...key, ...agreed, ...order, contractId: own.contractId, toTeamId: own.teamId, reason: 'moved' }), why },
  { path: 'own.renew', kind: 'bare', input: (own) => ({ ...key, ...agreed, ...order, contractId: own.contractId }), why },
  { path: 'own.confirm', kind: 'bare', input: () => ({ ...key, ...agreed, requestId: 'none' }), why },
  { path: 'own.drop', kind: 'bare', input: () => ({ requestId: 'none' }), why },
  { path: 'own.keep', kind: 'bare', input: () => ({ requestId: 'none' }), why },
  { path: 'own.end', kind: 'bare', input: (own) => ({ ...key, contractId: own.contractId, reason: 'voluntary' }), why },
  { path: 'own.withdraw', kind: 'bare', input: () => ({ ...key, contractId: 'none' }), why },
];

const page = { page: 1, pageSize: 100 };

export const noticeProbes: readonly Probe[] = [
  { path: 'notice.list', kind: 'sum', input: () => ({ delivery: null, toKind: null, template: null, ...page }) },
  { path: 'notice.resend', kind: 'bare', input: () => ({ noticeId: 'none' }), why: 'notice.test.ts shows that a notice out of reach is not found' },
  { path: 'notice.unread', kind: 'sum' },
  { path: 'notice.bell', kind: 'sum' },
  { path: 'notice.markRead', kind: 'bare', input: () => ({ ids: 'all' }), why: 'notes what the asker has read' },
  { path: 'notice.phoneChanges', kind: 'sum' },
  { path: 'notice.decidePhone', kind: 'bare', input: () => ({ id: 'none', agree: false, reason: '核实不是本人' }), why: 'own-acts.test.ts shows that a change out of reach is not found' },
];
