import { listDisposals, listOwed } from '@/db/queries/disposal';
import { findSettlement, moveSettlement } from '@/db/queries/settlement';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decideClosing } from '@/server/domain/settlement/closing';
import { owedFor, postClosing, sumOwed } from '@/server/domain/settlement/post-disposal';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { courseOf } from './course-of';
import { postOfSettlement } from './post-of-settlement';

export interface ClosedSettlement {
  readonly id: string;
  /** The open month that payments and carries were posted to. */
  readonly postedTo: Month;
}

/** 办结: every line is paid, recovered or carried; the books say so, and nothing of the settlement changes any more. */
export async function closeSettlement(context: ServiceContext, id: string): Promise<Outcome<ClosedSettlement, AnyRefusal>> {
  const reach = permit(context, 'settlement:close');
  return unitOfWork<ClosedSettlement, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findSettlement(tx, reach, id);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'settlement' } });
    const { regionCode, year, basis } = found;
    const { lines } = found.statement;
    const by = actorRef(context.actor);
    const disposals = await listDisposals(tx, regionCode, id);
    const decision = decideClosing(await courseOf(tx, found), { by, lines, disposals });
    if (!decision.ok) return decision;
    const owed = await listOwed(tx, regionCode, year);
    const wrong = lines.filter((line) => sumOwed(owedFor(basis, line, owed)) !== line.finalFen);
    if (wrong.length > 0) return refuse({ code: 'settlement.books_differ', facts: { places: wrong.length } });
    const won = await moveSettlement(tx, found, 'closed', { closedBy: by, closedAt: context.now() });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'settlement' } });
    const postings = postClosing(basis, lines, disposals, owed).map((posting) => ({ ...posting, postingId: `closing/${id}/${posting.pool}/${posting.institutionCode}`, kind: 'closing' as const }));
    const postedTo = await postOfSettlement(tx, found, postings, context.now());
    const count = (kind: string) => disposals.filter(({ disposal }) => disposal.kind === kind).length;
    await audit({ action: 'settlement.closed', subject: { kind: 'settlement', id }, facts: { year, postedTo, paid: count('paid'), recovered: count('recovered'), carried: count('carried') } });
    return accept({ id, postedTo });
  });
}
