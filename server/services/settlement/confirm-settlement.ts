import type { Tx } from '@/db';
import { insertEntries } from '@/db/queries/ledger';
import { readMonthBooks } from '@/db/queries/month';
import { findYearSettlement } from '@/db/queries/prepayment';
import { type SettlementRow, findSettlement, insertSettledYear, moveSettlement } from '@/db/queries/settlement';
import { listYearClaims } from '@/db/queries/settlement-books';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { formatAccount } from '@/server/domain/ledger/account';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { differencesFromBooks } from '@/server/domain/settlement/check-books';
import { decideConfirmation } from '@/server/domain/settlement/course';
import { postStatement } from '@/server/domain/settlement/post-statement';
import type { YearClaim } from '@/server/domain/settlement/year-books';
import type { ServiceContext } from '../context';
import { postingMonth } from '../ledger/posting-month';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { courseOf } from './course-of';

export interface ConfirmedSettlement {
  readonly id: string;
  readonly finalFen: Fen;
  /** The open month the finals were posted to. */
  readonly postedTo: Month;
}

/** 确认清算: the third person's word. The finals are posted, once, and the year is settled for good. */
export async function confirmSettlement(context: ServiceContext, id: string): Promise<Outcome<ConfirmedSettlement, AnyRefusal>> {
  const reach = permit(context, 'settlement:confirm');
  return unitOfWork<ConfirmedSettlement, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findSettlement(tx, reach, id);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'settlement' } });
    const by = actorRef(context.actor);
    const { year, regionCode, statement, basis, finalFen } = found;
    const yearSettledBy = await findYearSettlement(tx, regionCode, year);
    const decision = decideConfirmation(await courseOf(tx, found), { by, year, yearSettledBy });
    if (!decision.ok) return decision;
    const claims = await listYearClaims(tx, regionCode, `${year}-01`, `${year}-12`);
    const differences = differencesFromBooks(statement.input, basis, claims);
    if (differences.length > 0) return refuse({ code: 'settlement.books_differ', facts: { places: differences.length } });
    const won = await moveSettlement(tx, found, 'confirmed', { confirmedBy: by, confirmedAt: context.now() });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'settlement' } });
    const ended = await insertSettledYear(tx, { regionCode, year, settlementId: id, closedAt: context.now() });
    if (!ended) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'settlement' } });
    const postedTo = await post(tx, found, claims, context.now());
    await audit({ action: 'settlement.confirmed', subject: { kind: 'settlement', id }, facts: { year, finalFen, postedTo, inputsDigest: found.inputsDigest } });
    return accept({ id, finalFen, postedTo });
  });
}

async function post(tx: Tx, { regionCode, id, year, statement, basis }: SettlementRow, claims: readonly YearClaim[], postedAt: number): Promise<Month> {
  const originMonth = `${year}-12`;
  const month = postingMonth(originMonth, (await readMonthBooks(tx, regionCode)).closed);
  const rows = postStatement(statement, basis, claims).flatMap(({ pool, institutionCode, entries }) =>
    entries.map((entry, line) => ({
      regionCode,
      postingId: `settlement/${id}/${pool}/${institutionCode}`,
      line,
      month,
      originMonth,
      kind: 'settlement' as const,
      account: formatAccount(entry.account),
      pool,
      institutionCode,
      settlementId: null,
      amountFen: entry.amountFen,
      postedAt,
    })),
  );
  await insertEntries(tx, rows);
  return month;
}
