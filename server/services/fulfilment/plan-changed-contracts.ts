import { listResidentsToPlan } from '@/db/queries/follow-up';
import { findPlanningPass, readContractMovements, savePlanningPass } from '@/db/queries/planning-pass';
import { addYears } from '@/server/domain/kernel/calendar-day';
import { hourMs } from '@/server/domain/kernel/instant';
import { accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { replanFollowUps } from './replan-follow-ups';

const residentsPerUnit = 300;
const mostBetween = 24 * hourMs;

/**
 * Plans the follow-ups of contracts that came by a file, were signed before there were plans, or changed since; some hundred residents a
 * transaction, so that nobody waits long. Contracts that ended more than a year ago are history.
 */
export async function planChangedContracts(context: ServiceContext): Promise<{ residents: number }> {
  const { regionCode } = permit(context, 'service:record');
  const since = addYears(today(context), -1);
  for (let residents = 0, after = ''; ; ) {
    // Read apart from the writing: whoever signs meanwhile is not to wait for, or to undo, a look through all contracts.
    const some = await listResidentsToPlan(context.store.reads, regionCode, since, after, residentsPerUnit);
    const last = some.at(-1);
    if (last === undefined) return { residents };
    await unitOfWork<null, AnyRefusal>(context, async ({ tx, audit }) => {
      await replanFollowUps(tx, regionCode, some);
      await audit({ action: 'follow_ups.planned', subject: { kind: 'region', id: regionCode }, facts: { residents: some.length } });
      return accept(null);
    });
    residents += some.length;
    after = last;
  }
}

/**
 * The clock's pass: only when files, merged records or handovers may have left something to plan since the last one, and once a day in any
 * case.
 */
export async function planChangedContractsInTime(context: ServiceContext): Promise<object> {
  const { regionCode } = permit(context, 'service:record');
  const { store } = context;
  const seen = await readContractMovements(store.reads, regionCode);
  const last = await findPlanningPass(store.reads, regionCode);
  if (last?.seen === seen && context.now() - last.passedAt < mostBetween) return {};
  // What changes from here on is another pass's: the marker holds what was known before this one began.
  const passedAt = context.now();
  const planned = await planChangedContracts(context);
  await store.transaction((tx) => savePlanningPass(tx, { regionCode, seen, passedAt }));
  return planned;
}
