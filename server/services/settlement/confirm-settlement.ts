import { findSettlement, insertSettledPools, moveSettlement } from '@/db/queries/settlement';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { postCarryIn } from '@/server/domain/ledger/post-closing';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type CarryBalance, carriesInto, carryDifferences } from '@/server/domain/settlement/carry';
import { differencesFromBooks } from '@/server/domain/settlement/check-books';
import { decideConfirmation } from '@/server/domain/settlement/course';
import { type StatementPosting, postStatement } from '@/server/domain/settlement/post-statement';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { carriesOf } from './carries-of';
import { courseOf, findMoved, settledAlready } from './course-of';
import { type SettlementPosting, postOfSettlement } from './post-of-settlement';
import { recountYearClaims } from './recount-claims';

export interface ConfirmedSettlement {
  readonly id: string;
  readonly finalFen: Fen;
  /** The open month the finals were posted to. */
  readonly postedTo: Month;
}

/** 确认清算: the third person's word. The finals are posted, once, and the year of its pools is settled for good. */
export async function confirmSettlement(context: ServiceContext, id: string): Promise<Outcome<ConfirmedSettlement, AnyRefusal>> {
  const reach = permit(context, 'settlement:confirm');
  return unitOfWork<ConfirmedSettlement, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findSettlement(tx, reach, id);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'settlement' } });
    const by = actorRef(context.actor);
    const { year, regionCode, statement, basis, finalFen } = found;
    const confirmation = { by, year, settled: await settledAlready(tx, found), ...(await findMoved(tx, found)) };
    const decision = decideConfirmation(await courseOf(tx, found), confirmation);
    if (!decision.ok) return decision;
    const claims = await recountYearClaims(tx, regionCode, `${year}-01`, `${year}-12`);
    const carries = await carriesOf(tx, found);
    const differences = [...differencesFromBooks(statement.input, basis, claims), ...carryDifferences(statement.input.carried ?? [], carriesInto(basis, carries))];
    if (differences.length > 0) return refuse({ code: 'settlement.books_differ', facts: { places: differences.length } });
    const won = await moveSettlement(tx, found, 'confirmed', { confirmedBy: by, confirmedAt: context.now() });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'settlement' } });
    const ended = await insertSettledPools(tx, { regionCode, year, settlementId: id, settledAt: context.now() }, found.pools);
    if (!ended) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'settlement' } });
    const postings = [...postStatement(statement, basis, claims).map((posting) => settled(id, posting)), ...carries.map((carry) => carriedIn(id, carry))];
    const postedTo = await postOfSettlement(tx, found, postings, context.now());
    await audit({ action: 'settlement.confirmed', subject: { kind: 'settlement', id }, facts: { year, finalFen, postedTo, inputsDigest: found.inputsDigest } });
    return accept({ id, finalFen, postedTo });
  });
}

function settled(id: string, posting: StatementPosting): SettlementPosting {
  return { ...posting, postingId: `settlement/${id}/${posting.pool}/${posting.institutionCode}`, kind: 'settlement' };
}

function carriedIn(id: string, { pool, institutionCode, amountFen }: CarryBalance): SettlementPosting {
  const entries = postCarryIn(pool, institutionCode, amountFen);
  return { pool, institutionCode, entries, postingId: `settlement/${id}/carry/${pool}/${institutionCode}`, kind: 'settlement' };
}
