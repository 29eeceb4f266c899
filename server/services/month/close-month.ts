import { type MemberMonthRow, insertMemberMonths, listMemberships, readMonthBooks } from '@/db/queries/month';
import { closePeriod } from '@/db/queries/period';
import { listInstitutions } from '@/db/queries/registry';
import { listTeams } from '@/db/queries/team';
import { countDayOf } from '@/server/domain/capitation/count-members';
import { type MemberMonth, memberMonth } from '@/server/domain/capitation/member-month';
import { type Month, lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { decideMonthClose } from '@/server/domain/month/close-month';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { isPrimary } from '@/server/domain/registry/codes';
import type { Tx, Reach } from '@/db';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';

export interface ClosedMonth {
  readonly month: Month;
  readonly countedOn: string;
  readonly heads: number;
  readonly incomeFen: Fen;
  readonly institutions: number;
  /** Institutions that nobody is signed with. */
  readonly withoutMembers: number;
}

/**
 * 关账: counts the members of a month that is over and ends its books. From then on nothing is posted to it; later news
 * about it goes to the open month with its origin. Months close one after another.
 */
export async function closeMonth(context: ServiceContext, month: Month): Promise<Outcome<ClosedMonth, AnyRefusal>> {
  const reach = permit(context, 'month:close');
  return unitOfWork(context, async ({ tx, audit }) => {
    const decision = decideMonthClose(month, today(context), await readMonthBooks(tx, reach.regionCode));
    if (!decision.ok) return decision;
    const counted = await countMonth(tx, reach, month);
    if (!counted.ok) return counted;
    const members = counted.value;
    if (!(await closePeriod(tx, reach.regionCode, month, context.now(), actorRef(context.actor)))) {
      return refuse({ code: 'month.already_closed', facts: { month } });
    }
    await insertMemberMonths(tx, rowsOf(reach.regionCode, members));
    const { countedOn, heads, incomeFen, policyId, byInstitution } = members;
    await audit({ action: 'month.closed', subject: { kind: 'month', id: month }, chain: 'books', facts: { countedOn, heads, incomeFen, policyId } });
    const withoutMembers = byInstitution.filter((total) => total.heads === 0).length;
    return accept({ month, countedOn, heads, incomeFen, institutions: byInstitution.length, withoutMembers });
  });
}

/**
 * By the policy in force on the month's last day. Places where people can be signed are listed even when nobody is:
 * primary institutions, and whoever has a team.
 */
async function countMonth(tx: Tx, reach: Reach, month: Month): Promise<Outcome<MemberMonth, AnyRefusal>> {
  const { regionCode } = reach;
  const policy = await getPolicyInForce(tx, regionCode, lastDayOf(month));
  if (!policy.ok) return policy;
  const countedOn = countDayOf(month, policy.value.capitation.countDay.value);
  const primary = (await listInstitutions(tx, regionCode)).filter(({ level }) => isPrimary(level)).map(({ code }) => code);
  const staffed = (await listTeams(tx, reach)).map(({ institutionCode }) => institutionCode);
  return accept(memberMonth(await listMemberships(tx, regionCode, countedOn), month, policy.value, [...new Set([...primary, ...staffed])]));
}

function rowsOf(regionCode: string, { month, cells, byInstitution }: MemberMonth): MemberMonthRow[] {
  const empty = byInstitution
    .filter((total) => total.heads === 0)
    .map(({ code }) => ({ regionCode, month, institutionCode: code, teamId: '', insutype: '', ageBand: '', sex: '', inKeyGroup: false, heads: 0, incomeFen: 0 }));
  return [...cells.map((cell) => ({ regionCode, month, ...cell })), ...empty];
}
