export const roles = [
  'doctor',
  'nurse',
  'referral_office',
  'bureau_clerk',
  'bureau_reviewer',
  'finance',
  'alliance_manager',
  'administrator',
  'auditor',
  'his',
  'resident',
] as const;
export type Role = (typeof roles)[number];
export type StaffRole = Exclude<Role, 'resident'>;
