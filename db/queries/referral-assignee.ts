import { and, eq, inArray } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { account, referral } from '@/db/schema';
import { type Role, roles } from '@/server/domain/permission/roles';
import { mayBeAssigned } from '@/server/domain/referral/assign-referral';

/** Somebody of an institution who may take a referral in hand. */
export interface ReferralAssignee {
  readonly accountId: string;
  readonly name: string;
  readonly institutionCode: string | null;
  readonly role: Role;
  readonly disabled: boolean;
}

const columns = { accountId: account.id, name: account.name, institutionCode: account.institutionCode, role: account.role, disabled: account.disabled } as const;

export async function findReferralAssignee(q: Queryable, regionCode: string, accountId: string): Promise<ReferralAssignee | null> {
  const [row] = await q
    .select(columns)
    .from(account)
    .where(and(eq(account.regionCode, regionCode), eq(account.id, accountId)));
  return row ?? null;
}

/** The people of the reach's institutions who answer referrals and whose accounts are in use. */
export async function listReferralAssignees(q: Queryable, reach: Reach): Promise<ReferralAssignee[]> {
  return q
    .select(columns)
    .from(account)
    .where(and(within(reach, account.regionCode, account.institutionCode), eq(account.disabled, false), inArray(account.role, roles.filter(mayBeAssigned))));
}

/** False when the referral is no longer in the version that was seen. */
export async function saveAssignee(tx: Tx, { regionCode, id }: { readonly regionCode: string; readonly id: string }, accountId: string | null, seenVersion: number): Promise<boolean> {
  const won = await tx
    .update(referral)
    .set({ assigneeId: accountId, version: seenVersion + 1 })
    .where(and(eq(referral.regionCode, regionCode), eq(referral.id, id), eq(referral.version, seenVersion)))
    .returning({ id: referral.id });
  return won.length === 1;
}
