import type { Tx } from '@/db';
import { findContract } from '@/db/queries/contract';
import { findTurn, saveTurn } from '@/db/queries/waiting';
import type { ReferralIn } from '@/server/domain/referral/referral';
import { waitingStandingOf, waitsFor } from '@/server/domain/waiting/turn';

/** What is waited for beside the department. */
export interface TurnWish {
  /** Only this specialist or device; null: any of the department. */
  readonly resourceName: string | null;
  /** Nights of a stay; counts only where a bed is waited for. */
  readonly nights: number;
}

/**
 * Begins the turn of a referral that has been put on the waiting list. Whoever comes back to it because a booking fell away has the turn
 * they had, which may have begun later than they were first put on it.
 */
export async function beginTurn(tx: Tx, referral: ReferralIn<'waiting'>, wish: TurnWish): Promise<void> {
  const { regionCode, contractId } = referral;
  const kind = waitsFor(referral.kind);
  if (kind === null) throw new Error(`referral ${referral.id} asks a question and waits for no place`);
  const contract = contractId === null ? null : await findContract(tx, { regionCode, institutionCodes: 'all' }, contractId);
  const before = await findTurn(tx, regionCode, referral.id);
  await saveTurn(tx, {
    ...{ regionCode, referralId: referral.id, institutionCode: referral.toInstitutionCode, departmentCode: referral.departmentCode },
    ...{ kind, resourceName: wish.resourceName, nights: kind === 'ward' ? Math.max(1, wish.nights) : 0 },
    ...{ standing: waitingStandingOf(contract?.teamId ?? null, referral.fromTeamId), turnSince: before?.turnSince ?? referral.queuedAt },
    ...{ firstOfferAt: null, lapses: 0, brokenAt: null },
  });
}
