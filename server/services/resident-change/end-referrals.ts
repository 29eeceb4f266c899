import { listOpenReferralIds } from '@/db/queries/referral';
import type { ResidentRow } from '@/db/queries/resident';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { endByDeath } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { loadReferral, saveChange } from '../referral/change-referral';
import type { UnitOfWork } from '../unit-of-work';

/** Ends every open referral of somebody who has died, so that what is held for them is free for others and nobody waits for them. */
export async function endReferralsOfDead(context: ServiceContext, unit: UnitOfWork, { regionCode, id }: ResidentRow): Promise<Outcome<null, AnyRefusal>> {
  const byItself: ServiceContext = { ...context, actor: { kind: 'system', job: 'recordDeath', regionCode } };
  for (const referralId of await listOpenReferralIds(unit.tx, regionCode, id)) {
    const loaded = await loadReferral(unit.tx, byItself, { regionCode, institutionCodes: 'all' }, { referralId, version: null });
    if (!loaded.ok) return loaded;
    const decision = endByDeath(loaded.value.facts);
    if (!decision.ok) return decision;
    const saved = await saveChange(context, unit, loaded.value, decision.value, { name: 'died', facts: {} });
    if (!saved.ok) return saved;
  }
  return accept(null);
}
