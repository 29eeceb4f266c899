import type { Queryable } from '@/db';
import { listHeldVisits } from '@/db/queries/adjudication';
import { listPeopleSettled } from '@/db/queries/visit';
import type { Fen } from '@/server/domain/kernel/money';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit, VisitKey } from '@/server/domain/visit/visit';
import { inSlices } from '../breathe';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { foldPerson } from '../visit/fold-person';
import { readPeopleFacts } from '../visit/people-facts';
import { differs } from '../visit/refold-residents';

/** A visit whose adjudication is not what its person's year comes to. */
export interface StaleAdjudication extends VisitKey {
  readonly payFen: Fen;
  readonly recomputedFen: Fen;
}

const peopleInTurn = 250;
const everyDay = { from: '0001-01-01', to: null } as const;

/**
 * Folds every person's years once more, from visits, contracts, recognitions, classes and policies as they now stand, and
 * answers where what is kept says something else: in its pay, or in anything the pay came from.
 */
export async function checkFolds(q: Queryable, regionCode: string): Promise<StaleAdjudication[]> {
  const policies = await listPoliciesOf(q, regionCode);
  const people = await listPeopleSettled(q, regionCode, everyDay);
  const stale: StaleAdjudication[] = [];
  for await (const ids of inSlices(people, peopleInTurn)) {
    const visits = new Map<string, Visit[]>(ids.map((id) => [id, []]));
    const held = await listHeldVisits(q, regionCode, ids, 'all');
    for (const { visit } of held) visits.get(visit.residentId)?.push(visit);
    const kept = new Map(held.map(({ adjudication }) => [visitKeyText(adjudication), adjudication]));
    const factsOf = await readPeopleFacts(q, regionCode, visits, policies);
    for (const { visit, row } of ids.flatMap((id) => foldPerson(factsOf(id)))) {
      const before = kept.get(visitKeyText(visit));
      if (before === undefined || !differs(before, row)) continue;
      const { institutionCode, settlementId } = visit;
      stale.push({ institutionCode, settlementId, payFen: before.payFen, recomputedFen: row.payFen });
    }
  }
  return stale;
}
