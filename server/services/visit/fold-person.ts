import type { Day } from '@/server/domain/kernel/calendar-day';
import type { AdjudicationRow, ReferralLink } from '@/db/queries/adjudication';
import { benefitYearOf } from '@/server/domain/benefit/benefit-year';
import { classifyDifference } from '@/server/domain/benefit/classify-difference';
import { type BenefitContext, type FoldedVisit, type Place, foldOnward } from '@/server/domain/benefit/fold-benefit-year';
import type { ContractInterval } from '@/server/domain/benefit/adjudication';
import type { RefundProblem } from '@/server/domain/benefit/match-refunds';
import { nothingUsed, type YearUses } from '@/server/domain/benefit/year-use';
import { poolOf } from '@/server/domain/ledger/account';
import { findPlan, findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { MedType } from '@/server/domain/registry/codes';
import { coverageOn } from '@/server/domain/registry/coverage';
import { settlementDay } from '@/server/domain/visit/check-visit';
import type { Visit } from '@/server/domain/visit/visit';
import { type PersonCircumstances, circumstancesOf } from './person-circumstances';

/** Everything the fold of one person asks for, already read. */
export interface PersonFacts {
  readonly regionCode: string;
  readonly person: PersonCircumstances;
  readonly visits: readonly Visit[];
  readonly contracts: readonly ContractInterval[];
  readonly policies: readonly PolicyVersion[];
  /** Its alliance is that of the day. */
  readonly placeOf: (institutionCode: string, day: Day) => Place;
  readonly successorOf: (institutionCode: string, day: Day) => string;
  readonly referrals: ReadonlyMap<string, ReferralLink>;
}

/** A visit and what it comes to; `revision` is 0 until the row is compared with the one that is held. */
export interface Adjudicated {
  readonly visit: Visit;
  readonly row: AdjudicationRow;
}

/** One person's visits as they are adjudicated together. */
export function foldPerson(facts: PersonFacts): readonly Adjudicated[] {
  return foldPersonOnward(facts, nothingUsed).adjudicated;
}

/** The same of visits that come after all that was used before; with how the years stand after them. */
export function foldPersonOnward(facts: PersonFacts, earlier: YearUses): { readonly adjudicated: readonly Adjudicated[]; readonly used: YearUses } {
  const { folded, used } = foldOnward(facts.visits, benefitContext(facts), earlier);
  return { adjudicated: folded.map((each) => ({ visit: each.visit, row: rowOf(each, facts) })), used };
}

/** What the fold asks for, as it is asked for. */
export function benefitContext(facts: PersonFacts): BenefitContext {
  return {
    regionCode: facts.regionCode,
    policies: facts.policies,
    contracts: facts.contracts,
    ...circumstancesOf(facts.person, facts.policies),
    placeOf: facts.placeOf,
    successorOf: facts.successorOf,
    chainOf: (visit) => {
      const link = visit.referralNumber === null ? undefined : facts.referrals.get(visit.referralNumber);
      // A number that belongs to somebody else's referral makes no chain; the visit is paid as one on its own.
      return link && link.residentId === visit.residentId ? link : null;
    },
  };
}

function rowOf(folded: FoldedVisit, facts: PersonFacts): AdjudicationRow {
  switch (folded.status) {
    case 'paid':
      return paidRow(folded, facts);
    case 'refunded':
      return unpaidRow(folded.visit, 'refunded', null, facts);
    case 'refund':
      return unpaidRow(folded.visit, 'refund', folded.problem, facts);
    case 'refused':
      throw new Error(`a held visit has no adjudication: ${JSON.stringify(folded.refusals)}`);
  }
}

function paidRow({ visit, facts, adjudication }: Extract<FoldedVisit, { status: 'paid' }>, person: PersonFacts): AdjudicationRow {
  const policy = person.policies.find((version) => version.id === adjudication.policyId);
  const { before, layers } = adjudication;
  if (policy === undefined) throw new Error(`adjudicated by an unknown version ${adjudication.policyId}`);
  return {
    ...keysOf(visit, person, facts.medType),
    benefitYear: adjudication.benefitYear,
    accumulation: adjudication.accumulation,
    policyId: adjudication.policyId,
    planId: adjudication.planId,
    level: adjudication.level,
    retired: adjudication.retired,
    contractId: adjudication.contractId,
    adjudicatedAs: facts.medType,
    recognitionId: facts.recognitionId,
    keyGroups: facts.keyGroups.join(' '),
    identityClasses: facts.identityClasses.join(' '),
    atDesignated: facts.atDesignated,
    admission: facts.admission,
    chain: facts.chain,
    status: 'paid',
    refundProblem: null,
    beforeDeductibleFen: before.deductiblePaidFen,
    beforeFundFen: before.fundPaidFen,
    beforeBaseFen: before.baseFen,
    // A visit that does not count for the layers does not depend on their totals.
    beforeSelfPaidFen: layers?.before.selfPaidFen ?? 0,
    beforeLadderFen: layers?.before.ladderFen ?? 0,
    beforeAssistanceFen: layers?.before.assistanceFen ?? 0,
    deductiblePaidFen: adjudication.deductiblePaidFen,
    rate: adjudication.rate,
    payFen: adjudication.payFen,
    enhancementFen: adjudication.enhancementFen,
    ladderFen: layers?.ladderFen ?? 0,
    assistanceFen: layers?.assistanceFen ?? 0,
    selfPaidFen: adjudication.selfPaidFen,
    difference: classifyDifference(adjudication, visit, policy, facts)?.kind ?? null,
    revision: 0,
  };
}

function unpaidRow(visit: Visit, status: 'refunded' | 'refund', refundProblem: RefundProblem | null, facts: PersonFacts): AdjudicationRow {
  const day = settlementDay(visit.settledAt);
  const policy = findPolicyInForce(facts.policies, day);
  const plan = policy && findPlan(policy, visit.insutype, visit.medType);
  if (!policy || !plan) throw new Error(`a held visit of ${day} has no plan`);
  return {
    ...keysOf(visit, facts, visit.medType),
    benefitYear: benefitYearOf(day, policy.benefit.benefitYearStart.value),
    accumulation: plan.accumulation,
    policyId: policy.id,
    planId: plan.id,
    level: facts.placeOf(visit.institutionCode, day).level,
    retired: coverageOn(facts.person.coverage, day)?.retired ?? false,
    contractId: null,
    adjudicatedAs: visit.medType,
    recognitionId: null,
    keyGroups: '',
    identityClasses: '',
    atDesignated: true,
    admission: 1,
    chain: null,
    status,
    refundProblem,
    beforeDeductibleFen: 0,
    beforeFundFen: 0,
    beforeBaseFen: 0,
    beforeSelfPaidFen: 0,
    beforeLadderFen: 0,
    beforeAssistanceFen: 0,
    deductiblePaidFen: 0,
    rate: '0.00',
    payFen: 0,
    enhancementFen: 0,
    ladderFen: 0,
    assistanceFen: 0,
    selfPaidFen: 0,
    difference: null,
    revision: 0,
  };
}

/** The pool follows the kind of care the visit is paid as, which is not always its own. */
function keysOf(visit: Visit, { regionCode }: PersonFacts, paidAs: MedType) {
  const { institutionCode, settlementId, residentId } = visit;
  return { regionCode, institutionCode, settlementId, residentId, pool: poolOf(visit.insutype, paidAs) };
}
