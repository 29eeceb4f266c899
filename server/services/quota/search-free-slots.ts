import { type FreeCapacity, listFreeCapacity } from '@/db/queries/quota-overview';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { bookable } from '@/server/domain/quota/bookable';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

export interface SearchFreeSlotsInput {
  readonly departmentCode: string;
  /** Null: every hospital of the region. */
  readonly institutionCode: string | null;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly priority: ReferralPriority;
}

export interface FreeSession {
  readonly sessionId: string;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly resourceName: string;
  readonly day: Day;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Reserved places left. */
  readonly free: number;
  readonly urgentOnly: boolean;
}

/** Sessions with reserved places that a referral of this priority may hold now, earliest first. */
export async function searchFreeSlots(context: ServiceContext, input: SearchFreeSlotsInput): Promise<Outcome<readonly FreeSession[], AnyRefusal>> {
  const { regionCode } = permit(context, 'quota:read');
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, regionCode, today(context));
  if (!policy.ok) return policy;
  const { urgentWindowDays } = quotaRulesOf(policy.value.quota);
  const { priority, ...where } = input;
  const found = await listFreeCapacity(q, regionCode, { ...where, today: today(context), now: context.now() });
  const open = found.filter(
    (session) =>
      bookable({
        slot: { startsAt: session.startsAt, state: { status: 'free' } },
        session,
        priority,
        referralId: null,
        urgentWindowDays,
        now: context.now(),
      }).ok,
  );
  return accept(open.map(freeSessionOf));
}

function freeSessionOf({ id, institutionCode, institutionName, departmentCode, departmentName, resourceName, ...rest }: FreeCapacity): FreeSession {
  const { day, startsAt, endsAt, free, urgentOnly } = rest;
  return { sessionId: id, institutionCode, institutionName, departmentCode, departmentName, resourceName, day, startsAt, endsAt, free, urgentOnly };
}
