import { listTurning, refreshStanding } from '@/db/queries/resident-change';
import { addDays } from '@/server/domain/kernel/calendar-day';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

const batchSize = 500;
/** A program that stood still for so long catches up with what began meanwhile. */
const daysBack = 31;

/**
 * What was recorded ahead begins: lists say of residents what holds from today on. Nothing is paid or counted by what lists say, so
 * that no audit row is left; whoever recorded it left one.
 */
export async function turnStandings(context: ServiceContext): Promise<{ readonly turned: number }> {
  const { regionCode } = permit(context, 'resident:change');
  const day = today(context);
  let turned = 0;
  let after: string | null = '';
  while (after !== null) {
    const turning = { from: addDays(day, -daysBack), today: day, after };
    const ids = await context.store.transaction(async (tx) => {
      const some = await listTurning(tx, regionCode, turning, batchSize);
      for (const id of some) if (await refreshStanding(tx, regionCode, id, day)) turned += 1;
      return some;
    });
    after = ids.length < batchSize ? null : (ids.at(-1) ?? null);
  }
  return { turned };
}
