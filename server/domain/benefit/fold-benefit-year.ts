import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { findPlan, findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { InstitutionLevel, KeyGroup } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { compareVisits } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';
import { adjudicate, findContractInForce, nothingPaid } from './adjudicate';
import type { Adjudication, ContractInterval, ReferralChain, RunningTotals, VisitFacts } from './adjudication';
import { benefitYearOf } from './benefit-year';
import { nothingLayered, type LayerTotals } from './layers';
import { type RefundStanding, matchRefunds } from './match-refunds';
import type { BenefitRefusal } from './refusals';

export interface Place {
  readonly level: InstitutionLevel;
  readonly allianceIds: readonly string[];
}

/** What a person's fold needs besides the visits. */
export interface BenefitContext {
  readonly regionCode: string;
  readonly policies: readonly PolicyVersion[];
  /** The person's contracts; each visit gets the one in force on its day. */
  readonly contracts: readonly ContractInterval[];
  readonly retiredOn: (day: Day) => boolean;
  readonly placeOf: (institutionCode: string) => Place;
  /** The institution near the person's home; null when not known. */
  readonly homeInstitutionCode: string | null;
  /** What the person is on a day. */
  readonly keyGroupsOn: (day: Day) => readonly KeyGroup[];
  readonly identityClassesOn: (day: Day) => readonly IdentityClass[];
  /** The person's recognition of a special disease that covers a visit, by id. */
  readonly recognitionFor: (visit: Visit, day: Day) => string | null;
  /** The referral that led to a visit; null for a visit on its own. */
  readonly chainOf: (visit: Visit) => ReferralLeg | null;
}

/** What benefits see of the referral that a visit names. */
export interface ReferralLeg {
  readonly chainId: string;
  readonly direction: ReferralChain['direction'];
}

/** A person of whom nothing is known but their visits and contracts. */
export const unknownCircumstances: Pick<BenefitContext, 'homeInstitutionCode' | 'keyGroupsOn' | 'identityClassesOn' | 'recognitionFor' | 'chainOf'> = {
  homeInstitutionCode: null,
  keyGroupsOn: () => [],
  identityClassesOn: () => [],
  recognitionFor: () => null,
  chainOf: () => null,
};

/** What became of one visit: paid, taken back by a refund, the refund itself, or refused. */
export type FoldedVisit =
  | { readonly status: 'paid'; readonly visit: Visit; readonly facts: VisitFacts; readonly adjudication: Adjudication }
  | RefundStanding
  | { readonly status: 'refused'; readonly visit: Visit; readonly refusals: readonly [BenefitRefusal, ...BenefitRefusal[]] };

/**
 * Adjudicate all visits of one person, in the fixed order of `compareVisits`, with running totals by benefit year and
 * accumulation. A refund and the visit it takes back both leave the totals alone.
 *
 * The answer depends on the set of visits only: their order, batches and repetitions do not matter. It comes back in
 * the order of the fold, one row a visit.
 */
export function foldBenefitYear(visits: readonly Visit[], context: BenefitContext): FoldedVisit[] {
  const inOrder = inFoldOrder(visits);
  const refunds = matchRefunds(inOrder);
  const totals = new Map<string, RunningTotals>();
  const layered = new Map<string, LayerTotals>();
  const chains = new Map<string, Fen>();
  return inOrder.map((visit): FoldedVisit => {
    const refund = refunds?.get(visit);
    if (refund !== undefined) return refund;
    return foldVisit(visit, context, totals, layered, chains);
  });
}

function foldVisit(
  visit: Visit,
  context: BenefitContext,
  totals: Map<string, RunningTotals>,
  layered: Map<string, LayerTotals>,
  chains: Map<string, Fen>,
): FoldedVisit {
  const day = settlementDay(visit.settledAt);
  const policy = findPolicyInForce(context.policies, day);
  if (policy === null) {
    return { status: 'refused', visit, refusals: [{ code: 'policy.none_in_force', facts: { regionCode: context.regionCode, day } }] };
  }
  const chain = context.chainOf(visit);
  const facts = factsOf(visit, day, context, chain && { direction: chain.direction, deductiblePaidFen: chains.get(chain.chainId) ?? 0 });
  const accumulation = findPlan(policy, visit.insutype, visit.medType)?.accumulation ?? '';
  const year = benefitYearOf(day, policy.benefit.benefitYearStart.value);
  const totalsKey = `${year} ${accumulation}`;
  const outcome = adjudicate(facts, policy, { ...(totals.get(totalsKey) ?? nothingPaid), layers: layered.get(year) ?? nothingLayered }, findContractInForce(context.contracts, day));
  if (!outcome.ok) return { status: 'refused', visit, refusals: outcome.refusals };
  const adjudication = outcome.value;
  totals.set(totalsKey, adjudication.after);
  layered.set(year, adjudication.after.layers);
  if (chain) chains.set(chain.chainId, (chains.get(chain.chainId) ?? 0) + adjudication.deductiblePaidFen);
  return { status: 'paid', visit, facts, adjudication };
}

function factsOf(visit: Visit, day: Day, context: BenefitContext, chain: ReferralChain | null): VisitFacts {
  const place = context.placeOf(visit.institutionCode);
  return {
    insutype: visit.insutype,
    medType: visit.medType,
    settledOn: day,
    totalFen: visit.totalFen,
    inScopeFen: visit.inScopeFen,
    institutionCode: visit.institutionCode,
    level: place.level,
    allianceIds: place.allianceIds,
    essentialDrugFen: visit.essentialDrugFen ?? 0,
    prescriptionDays: visit.prescriptionDays,
    diagnosisCode: visit.diagnosisCode,
    retired: context.retiredOn(day),
    keyGroups: context.keyGroupsOn(day),
    identityClasses: context.identityClassesOn(day),
    recognitionId: context.recognitionFor(visit, day),
    atDesignated: true,
    admission: 1,
    chain,
  };
}

/** Each visit once, in the order of the fold. */
function inFoldOrder(visits: readonly Visit[]): Visit[] {
  const sorted = [...visits].sort(compareVisits);
  return sorted.filter((visit, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareVisits(before, visit) !== 0;
  });
}
