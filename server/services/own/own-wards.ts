import { setWard } from '@/db/queries/session';
import { maskName } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { GuardianRelation } from '@/server/domain/registry/household';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { findWards, isInCareOf } from '../door/wards';
import { unitOfWork } from '../unit-of-work';
import { actingResident } from './acting-resident';
import { ownResident } from './own-resident';

export interface OwnWards {
  /** Null while the person looks at their own page. */
  readonly lookingAt: string | null;
  readonly wards: readonly { readonly id: string; readonly maskedName: string; readonly relation: GuardianRelation }[];
}

/** The children under 14 in the care of whoever is signed in. */
export async function listOwnWards(context: ServiceContext): Promise<OwnWards> {
  const { regionCode, residentId } = ownResident(context);
  const { actor } = context;
  const guardianId = actor.kind === 'resident' ? (actor.guardianId ?? null) : null;
  const wards = await findWards(context.store.reads, regionCode, guardianId ?? residentId, context.now());
  return { lookingAt: guardianId === null ? null : residentId, wards: wards.map(({ resident, relation }) => ({ id: resident.id, maskedName: maskName(resident.name), relation })) };
}

/** From here on the session looks and acts in the child's place; null goes back to the person's own page. */
export function chooseOwnWard(context: ServiceContext, { wardId }: { readonly wardId: string | null }): Promise<Outcome<null, AnyRefusal>> {
  const { regionCode, speakerId } = actingResident(context);
  const { actor } = context;
  return unitOfWork<null, AnyRefusal>(context, async ({ tx, audit }) => {
    if (wardId !== null && !(await isInCareOf(tx, regionCode, speakerId, wardId, context.now()))) return refuse({ code: 'door.not_in_care', facts: {} });
    if (actor.kind === 'resident') await setWard(tx, actor.sessionId, wardId);
    await audit({ action: 'own.ward_chosen', subject: { kind: 'resident', id: wardId ?? speakerId } });
    return accept(null);
  });
}
