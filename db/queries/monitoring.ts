import { and, count, eq, gte, lt, ne, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { adjudication, referral, resident, visit } from '@/db/schema';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { CareFlow, ReferralFlow } from '@/server/domain/monitoring/indicators';
import type { ReferralStatus } from '@/server/domain/referral/codes';
import { insuredOn, livesHereOn } from './resident-standing';
import { sameVisit } from './visit';

/** Both days are included. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

/**
 * Where the residents near the reach's institutions were seen, by month, home and place. It crosses the reach on purpose: an
 * alliance is told how much of its residents' care happened elsewhere, in sums and never by person.
 */
export async function listCareFlows(q: Queryable, reach: Reach, span: DaySpan): Promise<CareFlow[]> {
  const month = sql<string>`substr(${visit.settledAt}, 1, 7)`;
  const rows = await q
    .select({
      month,
      homeCode: resident.homeInstitutionCode,
      visitedCode: visit.institutionCode,
      pool: adjudication.pool,
      visits: count(),
      fundFen: sql<number>`coalesce(sum(${adjudication.payFen}), 0)`.mapWith(Number),
    })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .innerJoin(resident, and(eq(resident.regionCode, visit.regionCode), eq(resident.id, visit.residentId)))
    .where(
      and(
        within(reach, resident.regionCode, resident.homeInstitutionCode),
        eq(adjudication.status, 'paid'),
        gte(visit.settledAt, span.from),
        lt(visit.settledAt, addDays(span.to, 1)),
      ),
    )
    .groupBy(month, resident.homeInstitutionCode, visit.institutionCode, adjudication.pool);
  return rows.map(({ visits, ...flow }) => ({ ...flow, setting: flow.pool.endsWith('-inpatient') ? 'inpatient' : 'outpatient', visits: Number(visits) }));
}

/** What became of nothing here: the patient was never to be treated under this referral. */
const calledOff: readonly ReferralStatus[] = ['cancelled', 'declined', 'redirected', 'went_elsewhere'];

/**
 * Referrals sent from the reach's institutions between two moments, by direction and how they ended. Questions, for which nobody travels,
 * are no part of it.
 */
export async function countReferralFlow(q: Queryable, reach: Reach, from: Instant, until: Instant): Promise<ReferralFlow> {
  const rows = await q
    .select({ direction: referral.direction, status: referral.status, treated: sql<number>`case when ${referral.completedAt} is null then 0 else 1 end`.mapWith(Number), total: count() })
    .from(referral)
    .where(and(within(reach, referral.regionCode, referral.fromInstitutionCode), gte(referral.sentAt, from), lt(referral.sentAt, until), ne(referral.kind, 'e_consult')))
    .groupBy(referral.direction, referral.status, sql`3`);
  const total = (keep: (row: (typeof rows)[number]) => boolean) => rows.filter(keep).reduce((sum, row) => sum + Number(row.total), 0);
  return {
    up: total((row) => row.direction === 'up'),
    down: total((row) => row.direction === 'down'),
    lateral: total((row) => row.direction === 'lateral'),
    expected: total((row) => !calledOff.includes(row.status)),
    closed: total((row) => row.treated === 1),
  };
}

/** Insured people of the reach who lived in the region on a day. */
export async function countInsuredWithin(q: Queryable, reach: Reach, on: Day): Promise<number> {
  const [row] = await q
    .select({ total: count() })
    .from(resident)
    .where(
      and(
        within(reach, resident.regionCode, resident.homeInstitutionCode),
        livesHereOn(q, on),
        insuredOn(q, 'any', on),
      ),
    );
  return Number(row?.total ?? 0);
}
