import { listResidentsToPlan } from '@/db/queries/follow-up';
import { addYears } from '@/server/domain/kernel/calendar-day';
import { accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { replanFollowUps } from './replan-follow-ups';

const residentsPerUnit = 300;

/**
 * Plans the follow-ups of contracts that came by a file, were signed before there were plans, or changed since; some hundred residents a
 * transaction, so that nobody waits long. Contracts that ended more than a year ago are history.
 */
export async function planChangedContracts(context: ServiceContext): Promise<{ residents: number }> {
  const { regionCode } = permit(context, 'service:record');
  const since = addYears(today(context), -1);
  for (let residents = 0, after = ''; ; ) {
    const outcome = await unitOfWork<readonly string[], AnyRefusal>(context, async ({ tx, audit }) => {
      const some = await listResidentsToPlan(tx, regionCode, since, after, residentsPerUnit);
      if (some.length === 0) return refuse({ code: 'not_found', facts: { what: 'contract' } });
      await replanFollowUps(tx, regionCode, some);
      await audit({ action: 'follow_ups.planned', subject: { kind: 'region', id: regionCode }, facts: { residents: some.length } });
      return accept(some);
    });
    if (!outcome.ok) return { residents };
    residents += outcome.value.length;
    after = outcome.value.at(-1) ?? after;
  }
}
