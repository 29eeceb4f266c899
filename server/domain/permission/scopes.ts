import type { Role } from './roles';

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
  'identity:record',
  'contract:read',
  'contract:sign',
  'contract:terminate',
  'contract:import',
  'referral:read',
  'referral:create',
  'referral:accept',
  'referral:close',
  'recognition:read',
  'recognition:apply',
  'recognition:decide',
  'recognition:import',
  'quota:read',
  'quota:publish',
  'visit:read',
  'visit:import',
  'ledger:read',
  'reconciliation:read',
  'reconciliation:work',
  'warning:read',
  'warning:work',
  'budget:read',
  'budget:set',
  'month:close',
  'prepayment:propose',
  'prepayment:approve',
  'settlement:read',
  'settlement:compute',
  'settlement:review',
  'settlement:confirm',
  'monitoring:read',
  'policy:read',
  'policy:import',
  'policy:try',
  'audit:read',
  'account:read',
  'account:manage',
  'own:read',
] as const;
export type Scope = (typeof scopes)[number];

/** How far a role sees: its own institutions, its alliance, the region, or itself. */
export type Reach = 'institution' | 'alliance' | 'region' | 'self';

/**
 * Which role may do what. Two people for money: the clerk computes and proposes, the reviewer reviews, finance approves and
 * confirms; no role holds two of the three. The administrator keeps accounts and master data and sees no patients; the
 * auditor reads everything and changes nothing.
 */
const scopesByRole: Readonly<Record<Role, readonly Scope[]>> = {
  doctor: [
    'worklist:read',
    'institution:read',
    'team:read',
    'resident:read',
    'resident:register',
    'resident:unmask',
    'contract:read',
    'contract:sign',
    'contract:terminate',
    'reconciliation:read',
    'referral:read',
    'referral:create',
    'referral:accept',
    'referral:close',
    'recognition:read',
    'recognition:apply',
    'quota:read',
    'visit:read',
    'policy:read',
  ],
  nurse: [
    'worklist:read',
    'institution:read',
    'team:read',
    'resident:read',
    'resident:register',
    'contract:read',
    'contract:sign',
    'referral:read',
    'recognition:read',
    'recognition:apply',
    'quota:read',
    'visit:read',
    'policy:read',
  ],
  referral_office: [
    'worklist:read',
    'institution:read',
    'resident:read',
    'resident:unmask',
    'contract:read',
    'referral:read',
    'referral:create',
    'referral:accept',
    'referral:close',
    'recognition:read',
    'recognition:apply',
    'quota:read',
    'quota:publish',
    'policy:read',
  ],
  bureau_clerk: [
    'worklist:read',
    'institution:read',
    'institution:import',
    'team:read',
    'resident:read',
    'resident:import',
    'resident:unmask',
    'identity:record',
    'contract:read',
    'contract:import',
    'referral:read',
    'recognition:read',
    'recognition:import',
    'quota:read',
    'visit:read',
    'visit:import',
    'ledger:read',
    'reconciliation:read',
    'reconciliation:work',
    'warning:read',
    'warning:work',
    'budget:read',
    'budget:set',
    'month:close',
    'prepayment:propose',
    'settlement:read',
    'settlement:compute',
    'monitoring:read',
    'policy:read',
    'policy:try',
    'policy:import',
  ],
  bureau_reviewer: [
    'worklist:read',
    'institution:read',
    'team:read',
    'resident:read',
    'resident:unmask',
    'contract:read',
    'referral:read',
    'recognition:read',
    'recognition:decide',
    'quota:read',
    'visit:read',
    'ledger:read',
    'reconciliation:read',
    'reconciliation:work',
    'warning:read',
    'warning:work',
    'budget:read',
    'settlement:read',
    'settlement:review',
    'monitoring:read',
    'policy:read',
    'policy:try',
  ],
  finance: [
    'worklist:read',
    'institution:read',
    'ledger:read',
    'budget:read',
    'prepayment:approve',
    'settlement:read',
    'settlement:confirm',
    'monitoring:read',
    'policy:read',
  ],
  alliance_manager: [
    'worklist:read',
    'institution:read',
    'team:read',
    'team:manage',
    'contract:read',
    'referral:read',
    'quota:read',
    'budget:read',
    'settlement:read',
    'monitoring:read',
    'policy:read',
  ],
  administrator: [
    'worklist:read',
    'institution:read',
    'institution:import',
    'team:read',
    'team:manage',
    'policy:read',
    'account:read',
    'account:manage',
  ],
  auditor: [
    'worklist:read',
    'institution:read',
    'team:read',
    'resident:read',
    'contract:read',
    'referral:read',
    'recognition:read',
    'quota:read',
    'visit:read',
    'ledger:read',
    'budget:read',
    'settlement:read',
    'reconciliation:read',
    'warning:read',
    'monitoring:read',
    'policy:read',
    'audit:read',
    'account:read',
  ],
  // A hospital's own system, which comes with a key instead of a password.
  his: [
    'contract:read',
    'referral:read',
    'referral:accept',
    'referral:close',
    'quota:read',
    'quota:publish',
    'visit:read',
    'visit:import',
  ],
  resident: ['own:read'],
};

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
