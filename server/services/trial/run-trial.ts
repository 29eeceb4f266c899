import type { Store } from '@/db';
import { type HeldVisit, listHeldVisits } from '@/db/queries/adjudication';
import { type TrialHead, type TrialRow, beatTrial, claimTrial, findTrial, findWaitingTrial, finishTrial } from '@/db/queries/trial';
import { listPeopleSettled } from '@/db/queries/visit';
import { benefitYearOf } from '@/server/domain/benefit/benefit-year';
import { type FoldedVisit, foldBenefitYear } from '@/server/domain/benefit/fold-benefit-year';
import { monthOf } from '@/server/domain/kernel/calendar-day';
import { accept, refuse } from '@/server/domain/kernel/outcome';
import { poolOf } from '@/server/domain/ledger/account';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { silentSince } from '@/server/domain/trial/trial';
import { type Outcome as TriedOutcome, type TriedVisit, TrialTally } from '@/server/domain/trial/trial-report';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';
import { inSlices } from '../breathe';
import { type ServiceContext, serviceContext } from '../context';
import { unitOfWork } from '../unit-of-work';
import { benefitContext } from '../visit/fold-person';
import { readPeopleFacts } from '../visit/people-facts';

/** Takes up the run that has waited longest, of any region; null when none waits or another process was faster. */
export async function takeUpTrial(store: Store, now: () => number = Date.now): Promise<TrialHead | null> {
  const waiting = await findWaitingTrial(store.reads, silentSince(now()));
  if (!waiting) return null;
  const beatAt = Math.max(now(), waiting.beatAt + 1);
  const won = await store.transaction((tx) => claimTrial(tx, waiting, beatAt));
  return won ? { ...waiting, status: 'running', beatAt } : null;
}

const peopleInTurn = 250;

/**
 * Holds a draft policy against a year that was settled, person by person: the draft is taken to have been in force all along,
 * and its figures stand beside those of the adjudications as they are. Nothing but the run's own row is written.
 *
 * @returns false when the run was meanwhile taken over by another process.
 */
export async function runTrial(store: Store, taken: Pick<TrialRow, 'regionCode' | 'id' | 'beatAt'>, now: () => number = Date.now): Promise<boolean> {
  const { regionCode, id } = taken;
  const context: ServiceContext = { ...serviceContext(store, { kind: 'system', job: 'trial', regionCode }), now };
  const run = await findTrial(store.reads, regionCode, id);
  if (!run) throw new Error(`no trial run ${id}`);
  let { beatAt } = taken;
  try {
    const tally = new TrialTally();
    const people = await listPeopleSettled(store.reads, regionCode, { from: `${run.year}-01-01`, to: `${run.year}-12-31` });
    let peopleDone = 0;
    for await (const some of inSlices(people, peopleInTurn)) {
      for (const visits of await tryPeople(store, run, some)) tally.addPerson(visits);
      peopleDone += some.length;
      const beat = { peopleTotal: people.length, peopleDone, now: Math.max(now(), beatAt + 1) };
      if (!(await store.transaction((tx) => beatTrial(tx, { regionCode, id, beatAt }, beat)))) return false;
      beatAt = beat.now;
    }
    return await end(context, { regionCode, id, beatAt }, { status: 'done', report: tally.report(), problem: null });
  } catch (error) {
    await end(context, { regionCode, id, beatAt }, { status: 'failed', report: null, problem: 'internal' });
    throw error;
  }
}

async function end(context: ServiceContext, run: Pick<TrialRow, 'regionCode' | 'id' | 'beatAt'>, result: Pick<TrialRow, 'status' | 'report' | 'problem'>): Promise<boolean> {
  const ended = await unitOfWork(context, async ({ tx, audit }) => {
    const mine = await finishTrial(tx, run, { ...result, finishedAt: context.now() });
    if (!mine) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'trial' } });
    await audit({ action: `trial.${result.status === 'done' ? 'done' : 'failed'}`, subject: { kind: 'trial', id: run.id }, chain: 'books' });
    return accept(true);
  });
  return ended.ok;
}

/** Some people's visits of the year, each as it stands beside what the draft makes of it; read in one snapshot. */
function tryPeople(store: Store, run: TrialRow, residentIds: readonly string[]): Promise<TriedVisit[][]> {
  const draft: PolicyVersion = { ...run.policy, inForceFrom: '0001-01-01', inForceTo: null };
  const first = benefitYearOf(`${run.year}-01-01`, draft.benefit.benefitYearStart.value);
  return store.snapshot(async (q) => {
    // What a refund took back, perhaps after the year, is gone under either policy.
    const paid = (await listHeldVisits(q, run.regionCode, residentIds, 'all')).filter(({ adjudication }) => adjudication.status === 'paid');
    const held = paid.filter(({ visit }) => isBetween(visit, first, `${run.year}-12-31`));
    const rows = new Map(held.map((each) => [visitKeyText(each.visit), each]));
    const visits = new Map(residentIds.map((id): [string, Visit[]] => [id, []]));
    for (const { visit } of held) visits.get(visit.residentId)?.push(visit);
    const factsOf = await readPeopleFacts(q, run.regionCode, visits, [draft]);
    return residentIds.map((id) => {
      const facts = factsOf(id);
      return foldBenefitYear(facts.visits, benefitContext(facts))
        .filter(({ visit }) => isBetween(visit, `${run.year}-01-01`, `${run.year}-12-31`))
        .flatMap((folded) => triedOf(folded, rows.get(visitKeyText(folded.visit))));
    });
  });
}

function isBetween(visit: Visit, from: string, to: string): boolean {
  const day = settlementDay(visit.settledAt);
  return from <= day && day <= to;
}

function triedOf(folded: FoldedVisit, held: HeldVisit | undefined): TriedVisit[] {
  if (held === undefined) return [];
  const { visit } = folded;
  const { pool, payFen, enhancementFen, ladderFen, assistanceFen, selfPaidFen } = held.adjudication;
  return [
    {
      ...{ institutionCode: visit.institutionCode, month: monthOf(settlementDay(visit.settledAt)), insutype: visit.insutype, medType: visit.medType, totalFen: visit.totalFen },
      held: { pool, payFen, enhancementFen, layersFen: ladderFen + assistanceFen, selfPaidFen },
      trial: outcomeOf(folded),
    },
  ];
}

function outcomeOf(folded: FoldedVisit): TriedOutcome | null {
  if (folded.status !== 'paid') return null;
  const { facts, adjudication } = folded;
  const layersFen = (adjudication.layers?.ladderFen ?? 0) + (adjudication.layers?.assistanceFen ?? 0);
  const { payFen, enhancementFen, selfPaidFen } = adjudication;
  return { pool: poolOf(facts.insutype, facts.medType), payFen, enhancementFen, layersFen, selfPaidFen };
}
