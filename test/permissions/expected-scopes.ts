import { type Role, roles } from '@/server/domain/permission/roles';
import type { Reach, Scope } from '@/server/domain/permission/scopes';

const letters = {
  D: 'doctor',
  N: 'nurse',
  O: 'referral_office',
  C: 'bureau_clerk',
  R: 'bureau_reviewer',
  F: 'finance',
  M: 'alliance_manager',
  A: 'administrator',
  U: 'auditor',
  H: 'his',
  S: 'resident',
} as const satisfies Record<string, Role>;

/**
 * Who holds each scope, written by hand beside the program's own table and the other way round. Whoever changes what a role may
 * do changes it here as well, on purpose.
 */
const holders = {
  'worklist:read': 'DNOCRFMAU',
  'institution:read': 'DNOCRFMAU',
  'institution:import': 'CA',
  'team:read': 'DNCRMAU',
  'team:manage': 'MA',
  'resident:read': 'DNOCRU',
  'resident:register': 'DN',
  'resident:import': 'C',
  'resident:unmask': 'DOCR',
  'resident:change': 'DNC',
  'resident:correct': 'C',
  'resident:death': 'DC',
  'identity:record': 'C',
  'duplicate:read': 'CRU',
  'resident:merge': 'C',
  'contract:read': 'DNOCRMUH',
  'contract:sign': 'DN',
  'contract:terminate': 'D',
  'contract:correct': 'DC',
  'contract:import': 'DC',
  'import:review': 'DC',
  'agreement:read': 'DNCRU',
  'agreement:manage': 'C',
  'service:read': 'DNCRU',
  'service:record': 'DN',
  'referral:read': 'DNOCRMUH',
  'referral:create': 'DO',
  'referral:accept': 'DOH',
  'referral:close': 'DOH',
  'referral:receive': 'DN',
  'consult:talk': 'DO',
  'recognition:read': 'DNOCRU',
  'recognition:apply': 'DNO',
  'recognition:decide': 'R',
  'recognition:import': 'C',
  'diagnosis:import': 'C',
  'quota:read': 'DNOCRMUH',
  'quota:publish': 'OH',
  'specialty:manage': 'MA',
  'report:read': 'OCRMU',
  'posting:record': 'OM',
  'visit:read': 'DNCRUH',
  'visit:import': 'CH',
  'ledger:read': 'CRFU',
  'reconciliation:read': 'DCRU',
  'reconciliation:work': 'CR',
  'warning:read': 'CRU',
  'warning:work': 'CR',
  'budget:read': 'CRFMU',
  'budget:set': 'C',
  'budget:approve': 'RF',
  'month:close': 'C',
  'prepayment:propose': 'C',
  'prepayment:approve': 'F',
  'fee:propose': 'C',
  'fee:approve': 'F',
  'score:import': 'C',
  'assessment:read': 'CRFMU',
  'assessment:enter': 'C',
  'assessment:approve': 'R',
  'settlement:read': 'OCRFMU',
  'settlement:compute': 'C',
  'settlement:review': 'R',
  'settlement:object': 'OM',
  'settlement:answer': 'CR',
  'settlement:confirm': 'F',
  'settlement:dispose': 'F',
  'settlement:close': 'R',
  'coverage:read': 'CRMU',
  'monitoring:read': 'CRFMU',
  'policy:read': 'DNOCRFMAU',
  'policy:try': 'CR',
  'policy:import': 'C',
  // The operator's alone: a holiday table speaks to every region.
  'calendar:import': '',
  'audit:read': 'U',
  'account:read': 'AU',
  'account:manage': 'A',
  'notice:read': 'DNOCRMU',
  'notice:resend': 'DNC',
  'phone:decide': 'DN',
  'own:read': 'S',
  'own:act': 'S',
} as const satisfies Record<Scope, string>;

export function mayHold(role: Role, scope: Scope | 'anyone'): boolean {
  return scope === 'anyone' || [...holders[scope]].some((letter) => isLetter(letter) && letters[letter] === role);
}

export function expectedScopesOf(role: Role): Scope[] {
  return Object.keys(holders).filter((scope): scope is Scope => mayHold(role, scope as Scope));
}

export function rolesWith(scope: Scope | 'anyone'): Role[] {
  return roles.filter((role) => mayHold(role, scope));
}

function isLetter(text: string): text is keyof typeof letters {
  return text in letters;
}

export const expectedReach: Readonly<Record<Role, Reach>> = {
  doctor: 'institution',
  nurse: 'institution',
  referral_office: 'institution',
  his: 'institution',
  alliance_manager: 'alliance',
  bureau_clerk: 'region',
  bureau_reviewer: 'region',
  finance: 'region',
  administrator: 'region',
  auditor: 'region',
  resident: 'self',
};
