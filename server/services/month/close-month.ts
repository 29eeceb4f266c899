import { type MemberCorrectionRow, type MemberMonthRow, insertCorrections, insertMemberMonths, readMonthBooks } from '@/db/queries/month';
import { closePeriod } from '@/db/queries/period';
import type { MemberCorrection } from '@/server/domain/capitation/correct-members';
import type { MemberMonth } from '@/server/domain/capitation/member-month';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { decideMonthClose } from '@/server/domain/month/close-month';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { countMonth } from './count-month';
import { totalClosedMonth } from './total-month';

export interface ClosedMonth {
  readonly month: Month;
  readonly countedOn: string;
  readonly heads: number;
  readonly incomeFen: Fen;
  /** What earlier months came to by late news, booked in this one. */
  readonly correctionFen: Fen;
  readonly institutions: number;
  /** Institutions that nobody is signed with. */
  readonly withoutMembers: number;
}

/**
 * 关账: counts the members of a month that is over, ends its books and adds up what visits moved in it. From then on nothing is posted to it; later news
 * about it goes to the open month with its origin, and what is known by now of earlier months is booked here. Months close one
 * after another.
 */
export async function closeMonth(context: ServiceContext, month: Month): Promise<Outcome<ClosedMonth, AnyRefusal>> {
  const reach = permit(context, 'month:close');
  const { regionCode } = reach;
  return unitOfWork<ClosedMonth, AnyRefusal>(context, async ({ tx, audit }) => {
    const books = await readMonthBooks(tx, regionCode);
    const decision = decideMonthClose(month, today(context), books);
    if (!decision.ok) return decision;
    // Before the count, so that of two who close the month the second waits or loses here.
    if (!(await closePeriod(tx, regionCode, month, context.now(), actorRef(context.actor)))) {
      return refuse({ code: 'month.already_closed', facts: { month } });
    }
    await totalClosedMonth(tx, regionCode, month, context.now());
    const counted = await countMonth(tx, reach, month, books.closed);
    if (!counted.ok) return counted;
    const { members, corrections } = counted.value;
    await insertMemberMonths(tx, rowsOf(regionCode, members));
    await insertCorrections(tx, corrections.map((each) => correctionRow(regionCode, month, each)));
    const { countedOn, heads, incomeFen, policyId, byInstitution } = members;
    const correctionFen = sumFen(corrections.map((each) => each.incomeFen));
    await audit({ action: 'month.closed', subject: { kind: 'month', id: month }, chain: 'books', facts: { countedOn, heads, incomeFen, correctionFen, policyId } });
    const withoutMembers = byInstitution.filter((total) => total.heads === 0).length;
    return accept({ month, countedOn, heads, incomeFen, correctionFen, institutions: byInstitution.length, withoutMembers });
  });
}

function rowsOf(regionCode: string, { month, cells, byInstitution }: MemberMonth): MemberMonthRow[] {
  const nobody = { teamId: '', insutype: '', ageBand: '', sex: '', inKeyGroup: false, heads: 0, memberDays: 0, incomeFen: 0 };
  const peopled = new Set(cells.map(({ institutionCode }) => institutionCode));
  const empty = byInstitution.filter(({ code }) => !peopled.has(code)).map(({ code }) => ({ regionCode, month, institutionCode: code, ...nobody }));
  return [...cells.map((cell) => ({ regionCode, month, ...cell })), ...empty];
}

function correctionRow(regionCode: string, month: Month, { reasons, ...correction }: MemberCorrection): MemberCorrectionRow {
  return { regionCode, month, ...correction, reasons: [...reasons] };
}
