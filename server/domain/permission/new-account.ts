import type { AccountRefusal } from './refusals';
import { type StaffRole, roles } from './roles';
import { reachOf } from './scopes';

/** A role whose holder signs in with a password; a hospital's system comes with a key, a resident with a paper code. */
export type PasswordRole = Exclude<StaffRole, 'his'>;

export const passwordRoles: readonly PasswordRole[] = roles.filter((role) => role !== 'his' && role !== 'resident');

export interface NewAccount {
  readonly userName: string;
  readonly name: string;
  readonly role: PasswordRole;
  readonly institutionCode: string | null;
  readonly alliance: string | null;
  readonly practitionerId: string | null;
}

const userNamePattern = /^[a-z0-9._-]{3,32}$/;
const longestName = 50;

/**
 * Every reason against an account that can be seen without looking anything up: how it is called, and whether it is placed
 * where its role works. Who sees one institution needs that one, who sees an alliance needs that one, the bureau needs none; a
 * place that the role does not have is refused, too, because it would promise a reach that the role has not.
 */
export function objectionsToAccount({ userName, name, role, institutionCode, alliance, practitionerId }: NewAccount): AccountRefusal[] {
  const reach = reachOf(role);
  const length = [...name.trim()].length;
  const objections: AccountRefusal[] = [];
  if (!userNamePattern.test(userName)) objections.push({ code: 'account.user_name_malformed', facts: { userName } });
  if (length === 0) objections.push({ code: 'account.name_missing', facts: {} });
  if (length > longestName) objections.push({ code: 'account.name_too_long', facts: { length, limit: longestName } });
  if (reach === 'institution' && institutionCode === null) objections.push({ code: 'account.institution_needed', facts: { role } });
  if (reach !== 'institution' && institutionCode !== null) objections.push({ code: 'account.institution_not_for_role', facts: { role } });
  if (reach === 'alliance' && alliance === null) objections.push({ code: 'account.alliance_needed', facts: { role } });
  if (reach !== 'alliance' && alliance !== null) objections.push({ code: 'account.alliance_not_for_role', facts: { role } });
  if (reach !== 'institution' && practitionerId !== null) objections.push({ code: 'account.practitioner_not_for_role', facts: { role } });
  return objections;
}
