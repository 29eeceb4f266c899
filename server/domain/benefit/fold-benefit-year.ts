import type { Day } from '@/server/domain/kernel/calendar-day';
import { findPlan, findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { Plan } from '@/server/domain/policy/plan';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { InstitutionLevel, KeyGroup, MedType } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { compareVisits } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';
import { adjudicate } from './adjudicate';
import type { Adjudication, ContractInterval, VisitFacts } from './adjudication';
import { benefitYearOf } from './benefit-year';
import { isAtDesignated } from './designated';
import { findContractInForce, watchedKeyGroups } from './enhancements';
import { type RefundStanding, matchRefunds } from './match-refunds';
import { paidAs } from './recognition-care';
import type { BenefitRefusal } from './refusals';
import { Stays, type ReferralLeg, type Standing } from './stays';
import { YearTotals } from './year-totals';
import { nothingUsed, type YearUse, type YearUses } from './year-use';

export interface Place {
  readonly level: InstitutionLevel;
  readonly allianceIds: readonly string[];
  /** The hospital that a clinic belongs to. */
  readonly parentCode?: string | null;
}

/** What a person's fold needs besides the visits. */
export interface BenefitContext {
  readonly regionCode: string;
  readonly policies: readonly PolicyVersion[];
  /** The person's contracts; each visit gets the one in force on its day. */
  readonly contracts: readonly ContractInterval[];
  readonly retiredOn: (day: Day) => boolean;
  /** Its alliance, and the hospital it belongs to, are those of the day. */
  readonly placeOf: (institutionCode: string, day: Day) => Place;
  /** The institution near the person's home; null when not known. */
  readonly homeInstitutionCode: string | null;
  /** The institution that has taken another one's place by a day; itself unless given. */
  readonly successorOf?: (institutionCode: string, day: Day) => string;
  /** What the person is on a day. */
  readonly keyGroupsOn: (day: Day) => readonly KeyGroup[];
  readonly identityClassesOn: (day: Day) => readonly IdentityClass[];
  /** The person's recognition of a special disease that covers a visit, by id. */
  readonly recognitionFor: (visit: Visit, day: Day) => string | null;
  /** The referral that led to a visit; null for a visit on its own. */
  readonly chainOf: (visit: Visit) => ReferralLeg | null;
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
  return foldOnward(visits, context, nothingUsed).folded;
}

export interface FoldedOnward {
  readonly folded: FoldedVisit[];
  /** How the benefit years of these visits stand after them. */
  readonly used: YearUses;
}

/**
 * The same from what earlier visits have used, for visits that all come after them. A visit does not depend on what comes after it, so that
 * folding in two parts is folding at once, as long as no visit of either part names another one: a refund or a referral reaches back.
 */
export function foldOnward(visits: readonly Visit[], context: BenefitContext, earlier: YearUses): FoldedOnward {
  const inOrder = inFoldOrder(visits);
  const refunds = matchRefunds(inOrder);
  const used: Used = { totals: new YearTotals(earlier), stays: new Stays(earlier) };
  const folded = inOrder.map((visit): FoldedVisit => {
    const refund = refunds?.get(visit);
    if (refund !== undefined) return refund;
    return foldVisit(visit, context, used);
  });
  return { folded, used: usedAfter(inOrder, context, used) };
}

/** Whether a visit comes after all that a year has been folded of. */
export function comesAfter(visit: Visit, { last }: YearUse): boolean {
  return compareVisits(visit, last) > 0;
}

/** The first day of the benefit year that a visit counts in, by the policy of its day; of a calendar year where none is in force. */
export function yearOfVisit(visit: Pick<Visit, 'settledAt'>, policies: readonly PolicyVersion[]): Day {
  const day = settlementDay(visit.settledAt);
  return benefitYearOf(day, findPolicyInForce(policies, day)?.benefit.benefitYearStart.value ?? '01-01');
}

function usedAfter(inOrder: readonly Visit[], { policies }: BenefitContext, { totals, stays }: Used): YearUses {
  const lasts = new Map<Day, Visit>();
  for (const visit of inOrder) lasts.set(yearOfVisit(visit, policies), visit);
  const used = new Map<Day, YearUse>();
  for (const [year, { settledAt, institutionCode, settlementId }] of lasts) {
    used.set(year, { ...totals.used(year), admissions: stays.used(year), last: { settledAt, institutionCode, settlementId } });
  }
  return used;
}

/** What the visits before have used; each visit adds to it. */
interface Used {
  readonly totals: YearTotals;
  readonly stays: Stays;
}

function foldVisit(visit: Visit, context: BenefitContext, { totals, stays }: Used): FoldedVisit {
  const day = settlementDay(visit.settledAt);
  const policy = findPolicyInForce(context.policies, day);
  if (policy === null) {
    return { status: 'refused', visit, refusals: [{ code: 'policy.none_in_force', facts: { regionCode: context.regionCode, day } }] };
  }
  const { insutype } = visit;
  const recognitionId = context.recognitionFor(visit, day);
  const medType = paidAs(policy, visit.medType, recognitionId);
  const plan = findPlan(policy, insutype, medType);
  if (plan === null) return { status: 'refused', visit, refusals: [{ code: 'policy.no_plan', facts: { policyId: policy.id, insutype, medType } }] };
  const benefitYear = benefitYearOf(day, policy.benefit.benefitYearStart.value);
  const leg = context.chainOf(visit);
  const standing = stays.standingOf(visit, plan, benefitYear, leg);
  const contract = findContractInForce(context.contracts, day);
  const facts = factsOf(visit, { day, policy, plan, medType, recognitionId, contract, standing }, context);
  const outcome = adjudicate(facts, policy, totals.before(benefitYear, plan, facts), contract);
  if (!outcome.ok) return { status: 'refused', visit, refusals: outcome.refusals };
  const adjudication = outcome.value;
  totals.add(plan, facts, adjudication);
  if (adjudication.covered) stays.keep(visit, plan, benefitYear, leg, standing, adjudication.deductiblePaidFen);
  return { status: 'paid', visit, facts, adjudication };
}

interface Setting {
  readonly day: Day;
  readonly policy: PolicyVersion;
  readonly plan: Plan;
  readonly medType: MedType;
  readonly recognitionId: string | null;
  readonly contract: ContractInterval | null;
  readonly standing: Standing;
}

function factsOf(visit: Visit, { day, policy, plan, medType, recognitionId, contract, standing }: Setting, context: BenefitContext): VisitFacts {
  const { institutionCode } = visit;
  const place = context.placeOf(institutionCode, day);
  const successorOf = context.successorOf ?? ((code: string) => code);
  const whereabouts = {
    institutionCode,
    level: place.level,
    parentCode: place.parentCode ?? null,
    contractInstitutionCode: contract?.institutionCode ?? null,
    homeInstitutionCode: context.homeInstitutionCode === null ? null : successorOf(context.homeInstitutionCode, day),
    referred: standing.chain !== null,
  };
  return {
    insutype: visit.insutype,
    ...careOf(visit, medType),
    settledOn: day,
    totalFen: visit.totalFen,
    inScopeFen: visit.inScopeFen,
    institutionCode,
    level: place.level,
    allianceIds: place.allianceIds,
    essentialDrugFen: visit.essentialDrugFen ?? 0,
    prescriptionDays: visit.prescriptionDays,
    diagnosisCode: visit.diagnosisCode,
    retired: context.retiredOn(day),
    keyGroups: keyGroupsAskedFor(policy, context, day),
    identityClasses: context.identityClassesOn(day),
    recognitionId,
    atDesignated: isAtDesignated(plan, whereabouts),
    admission: standing.admission,
    chain: standing.chain,
  };
}

/** How a visit is paid and, where that is something else, how it was reported. */
export function careOf(visit: Pick<Visit, 'medType'>, medType: MedType): Pick<VisitFacts, 'medType' | 'billedAs'> {
  return visit.medType === medType ? { medType } : { medType, billedAs: visit.medType };
}

const noGroups: readonly KeyGroup[] = [];

function keyGroupsAskedFor(policy: PolicyVersion, context: BenefitContext, day: Day): readonly KeyGroup[] {
  const watched = watchedKeyGroups(policy);
  return watched.length === 0 ? noGroups : context.keyGroupsOn(day).filter((group) => watched.includes(group));
}

/** Each visit once, in the order of the fold. */
function inFoldOrder(visits: readonly Visit[]): Visit[] {
  const sorted = [...visits].sort(compareVisits);
  return sorted.filter((visit, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareVisits(before, visit) !== 0;
  });
}
