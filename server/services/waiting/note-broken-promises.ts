import { saveReferral } from '@/db/queries/referral';
import { findTurn, listBrokenPromises, saveTurn } from '@/db/queries/waiting';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { isPromiseBroken } from '@/server/domain/waiting/turn';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { loadReferral } from '../referral/change-referral';
import { recordEvent } from '../referral/record-event';
import { managersOf } from '../referral/tell-of-overdue';
import { tellAccount } from '../referral/tell-referral';
import { unitOfWork } from '../unit-of-work';

const batchSize = 200;

/** The clock finds who was promised a place by a day that has gone by, once each: both sides and the alliance's managers are told, and it is counted. */
export async function noteBrokenPromises(context: ServiceContext): Promise<{ broken: number }> {
  const reach = permit(context, 'referral:close');
  let broken = 0;
  for (;;) {
    const due = await listBrokenPromises(context.store.reads, reach, today(context), batchSize);
    let noted = 0;
    for (const referralId of due) {
      const outcome = await noteBrokenPromise(context, referralId);
      if (outcome.ok) noted += 1;
    }
    broken += noted;
    if (due.length < batchSize || noted === 0) return { broken };
  }
}

function noteBrokenPromise(context: ServiceContext, referralId: string): Promise<Outcome<{ referralId: string }, AnyRefusal>> {
  const reach = permit(context, 'referral:close');
  return unitOfWork<{ referralId: string }, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const loaded = await loadReferral(tx, context, reach, { referralId, version: null });
    if (!loaded.ok) return loaded;
    const { referral, now } = loaded.value.facts;
    const turn = await findTurn(tx, referral.regionCode, referralId);
    if (referral.status !== 'waiting' || !turn) return refuse({ code: 'waiting.not_waiting', facts: { status: referral.status } });
    const isDue = turn.brokenAt === null && isPromiseBroken({ promisedDay: referral.promisedDay, firstOfferAt: turn.firstOfferAt }, today(context));
    const { version } = loaded.value.kept;
    if (!isDue || !(await saveReferral(tx, referral, version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
    await saveTurn(tx, { ...turn, brokenAt: now });
    const managers = await managersOf(tx, referral);
    await recordEvent(context, unit, referral, version + 1, { name: 'promise_broken', facts: { promisedDay: referral.promisedDay, managers: managers.length } });
    for (const id of managers) await tellAccount(tx, context, referral, id, { template: 'referral_promise_broken', facts: { promisedDay: referral.promisedDay } });
    return accept({ referralId });
  });
}
