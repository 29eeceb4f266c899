import type { Tx } from '@/db';
import { insertAccount } from '@/db/queries/account';
import { findInstitution, findPractitioner, listAlliances } from '@/db/queries/registry';
import { findAccountByUserName } from '@/db/queries/session';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { type NewAccount, objectionsToAccount } from '@/server/domain/permission/new-account';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface CreateAccountInput extends NewAccount {
  /** Of the first password, which signs in and opens nothing but the form that changes it. */
  readonly passwordHash: string;
}

export interface CreatedAccount {
  readonly id: string;
  readonly userName: string;
}

/**
 * Creates a member of staff's account in the actor's region. `alliance` is the id or the name of one. The user name is unique
 * in the whole installation; the audit row holds the account's place and nothing of its password.
 */
export function createAccount(context: ServiceContext, input: CreateAccountInput): Promise<Outcome<CreatedAccount, AnyRefusal>> {
  const { regionCode } = permit(context, 'account:manage');
  return unitOfWork<CreatedAccount, AnyRefusal>(context, async ({ tx, audit }) => {
    const { userName, role, institutionCode, practitionerId, passwordHash } = input;
    const place = await lookUp(tx, regionCode, input);
    const [first, ...others] = [...objectionsToAccount(input), ...place.refusals];
    if (first) return refuse<AnyRefusal>(first, ...others);
    const id = context.newId();
    const at = { institutionCode, allianceId: place.allianceId, practitionerId };
    const row = { id, userName, passwordHash, name: input.name.trim(), role, regionCode, ...at, disabled: false, mustChangePassword: true };
    // Looked up above and still taken here: another region's transaction, which cannot be seen, was faster.
    if (!(await insertAccount(tx, row))) return refuse({ code: 'account.user_name_taken', facts: { userName } });
    await audit({ action: 'account.created', subject: { kind: 'account', id }, facts: { userName, role, ...at } });
    return accept({ id, userName });
  });
}

async function lookUp(tx: Tx, regionCode: string, input: NewAccount): Promise<{ allianceId: string | null; refusals: AnyRefusal[] }> {
  const { userName, institutionCode, alliance, practitionerId } = input;
  const refusals: AnyRefusal[] = [];
  if (await findAccountByUserName(tx, userName)) refusals.push({ code: 'account.user_name_taken', facts: { userName } });
  if (institutionCode !== null && !(await findInstitution(tx, regionCode, institutionCode))) {
    refusals.push({ code: 'registry.institution_unknown', facts: { code: institutionCode } });
  }
  const group = alliance === null ? undefined : (await listAlliances(tx, regionCode)).find((each) => each.id === alliance || each.name === alliance);
  if (alliance !== null && !group) refusals.push({ code: 'registry.alliance_unknown', facts: { alliance } });
  const practitioner = practitionerId === null ? null : await findPractitioner(tx, regionCode, practitionerId);
  if (practitionerId !== null && !practitioner) refusals.push({ code: 'not_found', facts: { what: 'practitioner' } });
  if (practitioner && institutionCode !== null && practitioner.institutionCode !== institutionCode) {
    refusals.push({ code: 'account.practitioner_elsewhere', facts: { name: practitioner.name, institutionCode: practitioner.institutionCode } });
  }
  return { allianceId: group?.id ?? null, refusals };
}
