import type { Queryable } from '@/db';
import { listHeldVisits } from '@/db/queries/adjudication';
import { listYearUses } from '@/db/queries/benefit-year';
import { listPeopleSettled } from '@/db/queries/visit';
import { nothingUsed } from '@/server/domain/benefit/year-use';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import type { Fen } from '@/server/domain/kernel/money';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit, VisitKey } from '@/server/domain/visit/visit';
import { inSlices } from '../breathe';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { foldPersonOnward } from '../visit/fold-person';
import { readPeopleFacts } from '../visit/people-facts';
import { differs } from '../visit/refold-residents';

/** A visit whose adjudication is not what its person's year comes to. */
export interface StaleAdjudication extends VisitKey {
  readonly payFen: Fen;
  readonly recomputedFen: Fen;
}

/** A benefit year of which something else is kept than its visits have used; it is named by the last of them. */
export interface StaleYear extends VisitKey {
  readonly firstDay: Day;
}

export interface FoldCheck {
  readonly stale: readonly StaleAdjudication[];
  readonly years: readonly StaleYear[];
}

const peopleInTurn = 250;
const everyDay = { from: '0001-01-01', to: null } as const;

/**
 * Folds every person's years once more, from visits, contracts, recognitions, classes and policies as they now stand, and
 * answers where what is kept says something else: in its pay, or in anything the pay came from; and where later visits would be
 * folded onward from something else.
 */
export async function checkFolds(q: Queryable, regionCode: string): Promise<FoldCheck> {
  const policies = await listPoliciesOf(q, regionCode);
  const people = await listPeopleSettled(q, regionCode, everyDay);
  const stale: StaleAdjudication[] = [];
  const years: StaleYear[] = [];
  for await (const ids of inSlices(people, peopleInTurn)) {
    const visits = new Map<string, Visit[]>(ids.map((id) => [id, []]));
    const held = await listHeldVisits(q, regionCode, ids, 'all');
    for (const { visit } of held) visits.get(visit.residentId)?.push(visit);
    const kept = new Map(held.map(({ adjudication }) => [visitKeyText(adjudication), adjudication]));
    const keptYears = await listYearUses(q, regionCode, ids, 'all');
    const factsOf = await readPeopleFacts(q, regionCode, visits, policies);
    for (const id of ids) {
      const { adjudicated, used } = foldPersonOnward(factsOf(id), nothingUsed);
      for (const { visit, row } of adjudicated) {
        const before = kept.get(visitKeyText(visit));
        if (before === undefined || !differs(before, row)) continue;
        const { institutionCode, settlementId } = visit;
        stale.push({ institutionCode, settlementId, payFen: before.payFen, recomputedFen: row.payFen });
      }
      for (const [firstDay, year] of keptYears.get(id) ?? []) {
        const { institutionCode, settlementId } = year.last;
        if (canonicalJson(year) !== canonicalJson(used.get(firstDay) ?? null)) years.push({ institutionCode, settlementId, firstDay });
      }
    }
  }
  return { stale, years };
}
