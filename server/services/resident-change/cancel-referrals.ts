import { listLiveReferrals } from '@/db/queries/referral';
import type { ResidentRow } from '@/db/queries/resident';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { cancelReferral } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { loadReferral, saveChange } from '../referral/change-referral';
import type { UnitOfWork } from '../unit-of-work';

const deceased = '居民已故';

/** Calls off the referrals of somebody who has died and has not arrived, so that their slots are free for others. */
export async function cancelReferralsOfDead(context: ServiceContext, unit: UnitOfWork, { regionCode, id }: ResidentRow): Promise<Outcome<null, AnyRefusal>> {
  const byItself: ServiceContext = { ...context, actor: { kind: 'system', job: 'recordDeath', regionCode } };
  for (const live of await listLiveReferrals(unit.tx, regionCode, id)) {
    // Whoever has arrived is treated to the end, and the hospital says what became of them.
    if (live.status === 'arrived') continue;
    const loaded = await loadReferral(unit.tx, byItself, { regionCode, institutionCodes: 'all' }, { referralId: live.id, version: null });
    if (!loaded.ok) return loaded;
    const decision = cancelReferral({ ...loaded.value.facts, reason: deceased });
    if (!decision.ok) return decision;
    const saved = await saveChange(context, unit, loaded.value, decision.value, { name: 'cancelled', facts: { reason: deceased } });
    if (!saved.ok) return saved;
  }
  return accept(null);
}
