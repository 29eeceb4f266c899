import type { Role } from './roles';
import { scopesByRole } from './scopes-by-role';

/** Everything that can be permitted, as `noun:verb`. A procedure declares one of them. */
export const scopes = [
  'worklist:read',
  'institution:read',
  'institution:import',
  'team:read',
  'team:manage',
  'resident:read',
  'resident:register',
  'resident:import',
  'resident:unmask',
  'resident:change',
  'resident:correct',
  'resident:death',
  'identity:record',
  'duplicate:read',
  'resident:merge',
  'contract:read',
  'contract:sign',
  'contract:terminate',
  'contract:correct',
  'contract:import',
  'import:review',
  'agreement:read',
  'agreement:manage',
  'service:read',
  'service:record',
  'referral:read',
  'referral:create',
  'referral:accept',
  'referral:close',
  'referral:receive',
  'consult:talk',
  'recognition:read',
  'recognition:apply',
  'recognition:decide',
  'recognition:import',
  'diagnosis:import',
  'quota:read',
  'quota:publish',
  'specialty:manage',
  'report:read',
  'posting:record',
  'visit:read',
  'visit:import',
  'ledger:read',
  'reconciliation:read',
  'reconciliation:work',
  'warning:read',
  'warning:work',
  'budget:read',
  'budget:set',
  'budget:approve',
  'month:close',
  'prepayment:propose',
  'prepayment:approve',
  'fee:propose',
  'fee:approve',
  'score:import',
  'assessment:read',
  'assessment:enter',
  'assessment:approve',
  'settlement:read',
  'settlement:compute',
  'settlement:review',
  'settlement:object',
  'settlement:answer',
  'settlement:confirm',
  'settlement:dispose',
  'settlement:close',
  'coverage:read',
  'monitoring:read',
  'policy:read',
  'policy:import',
  'policy:try',
  'calendar:import',
  'audit:read',
  'account:read',
  'account:manage',
  'notice:read',
  'notice:resend',
  'phone:decide',
  'own:read',
  'own:act',
] as const;
export type Scope = (typeof scopes)[number];

/** How far a role sees: its own institutions, its alliance, the region, or itself. */
export type Reach = 'institution' | 'alliance' | 'region' | 'self';

/** What a role may do; the screens hide by the same table that the procedures decide by. */
export function scopesOf(role: Role): readonly Scope[] {
  return scopesByRole[role];
}

export function reachOf(role: Role): Reach {
  switch (role) {
    case 'doctor':
    case 'nurse':
    case 'referral_office':
    case 'his':
      return 'institution';
    case 'alliance_manager':
      return 'alliance';
    case 'bureau_clerk':
    case 'bureau_reviewer':
    case 'finance':
    case 'administrator':
    case 'auditor':
      return 'region';
    case 'resident':
      return 'self';
  }
}
