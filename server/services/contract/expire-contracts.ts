import type { Tx } from '@/db';
import { type OverdueOf, markExpired } from '@/db/queries/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { releasePlaces } from './places';

const contractsPerUnit = 500;

/**
 * Marks every contract of the region whose last day is over as expired and gives its places back, in the team and with the doctor, a few hundred a
 * transaction so that nobody waits long. Claims need no release: they lapse with the same last day.
 */
export async function expireContracts(context: ServiceContext): Promise<{ expired: number }> {
  const { regionCode } = permit(context, 'contract:terminate');
  for (let expired = 0; ; ) {
    const outcome = await expireSome(context, regionCode);
    if (!outcome.ok) return { expired };
    expired += outcome.value;
  }
}

/** One transaction's worth; refused when nothing is overdue any more, so that no empty audit row is left. */
function expireSome(context: ServiceContext, regionCode: string): Promise<Outcome<number, AnyRefusal>> {
  return unitOfWork<number, AnyRefusal>(context, async ({ tx, audit }) => {
    const expired = await expireOverdue(tx, regionCode, today(context), { limit: contractsPerUnit });
    if (expired === 0) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    await audit({ action: 'contracts.expired', subject: { kind: 'region', id: regionCode }, facts: { contracts: expired } });
    return accept(expired);
  });
}

/** Part of a unit of work: expires what is overdue of these, so that a stale state stands in nobody's way. */
export async function expireOverdue(tx: Tx, regionCode: string, day: Day, whose: OverdueOf): Promise<number> {
  const expired = await markExpired(tx, regionCode, day, whose);
  await releasePlaces(tx, regionCode, expired);
  return expired.length;
}
