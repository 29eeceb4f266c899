import { poolIds } from '@/server/domain/ledger/account';
import { insutypes, sexes } from '@/server/domain/registry/codes';
import {
  countDays,
  settlementMethods,
  shareReadings,
  stayScorings,
  type AgeBand,
  type AllianceTotalTerms,
  type AssessmentTerms,
  type BudgetedTerms,
  type CapitationTerms,
  type CompositeTerms,
  type InpatientPointsTerms,
  type PerHeadCeilingTerms,
  type PointsTerms,
  type SettlementTerms,
  type TotalKeptOrBorneTerms,
} from '../policy-version';
import type { PolicyDocumentRefusal } from '../refusals';
import { listOf, nullable, object, optional, recordOf, refine } from './check';
import { duplicates } from './duplicates';
import { cited, decimal, flag, oneOf, rate, text, wholeNumber, yuan } from './values';

const ageBand = object<AgeBand>({
  id: text,
  fromAge: wholeNumber(0, 200),
  toAge: nullable(wholeNumber(0, 200)),
  weight: cited(recordOf(sexes, decimal('0', '100'))),
});

export const capitationTerms = object<CapitationTerms>({
  countDay: cited(oneOf(countDays)),
  correctionMonths: cited(wholeNumber(0, 60)),
  ageBands: refine(listOf(ageBand, 1), agesCoveredOnce),
  ratePerMonth: recordOf(insutypes, cited(yuan)),
  keyGroupFactor: cited(decimal('0', '100')),
  normaliseWeights: cited(flag),
  prepaymentShare: cited(decimal('0.90', '1')),
});

const assessmentTerms = { withheldShare: cited(rate), fullScore: cited(wholeNumber(1, 100)) };

export const settlementTerms = refine(
  object<SettlementTerms>({
    method: cited(oneOf(settlementMethods)),
    points: optional(
      object<PointsTerms>({
        institutionShare: cited(decimal('0.5', '1')),
        reading: cited(oneOf(shareReadings)),
        inpatient: optional(object<InpatientPointsTerms>({ scheme: cited(oneOf(stayScorings)), pointRate: nullable(cited(yuan)) })),
        assessment: optional(object<AssessmentTerms>(assessmentTerms)),
      }),
    ),
    per_head_ceiling: optional(
      object<PerHeadCeilingTerms>({
        perHead: cited(yuan),
        overspendShare: cited(rate),
        surplusReward: cited(rate),
        budgeted: optional(object<BudgetedTerms>({ pools: cited(listOf(oneOf(poolIds), 1)), overspendShare: cited(rate), surplusShare: cited(rate) })),
      }),
    ),
    alliance_total: optional(
      object<AllianceTotalTerms>({
        perHead: recordOf(insutypes, cited(yuan)),
        staffShare: cited(rate),
        reasonableOverspendFundShare: cited(rate),
      }),
    ),
    total_kept_or_borne: optional(
      object<TotalKeptOrBorneTerms>({
        perHead: recordOf(insutypes, cited(yuan)),
        specialPerHead: optional(recordOf(insutypes, cited(yuan))),
        ...assessmentTerms,
      }),
    ),
    composite: optional(
      object<CompositeTerms>({ outpatientPerHead: cited(yuan), drgRate: cited(yuan), bedDayRate: cited(yuan) }),
    ),
  }),
  (terms, path) =>
    terms[terms.method.value] === undefined
      ? [{ code: 'policy.method_without_terms', facts: { path, method: terms.method.value } }]
      : [],
);

/** Bands follow one another from age 0 without gap or overlap, and the last one is open. */
function agesCoveredOnce(bands: readonly AgeBand[], path: string): PolicyDocumentRefusal[] {
  const problems = duplicates(bands.map((band) => band.id), path);
  let nextAge: number | null = 0;
  for (const [index, band] of bands.entries()) {
    if (nextAge === null || band.fromAge !== nextAge || (band.toAge !== null && band.toAge < band.fromAge)) {
      const before = nextAge === null ? '∞' : String(nextAge);
      problems.push({ code: 'policy.out_of_order', facts: { path: `${path}[${index}]`, before, after: String(band.fromAge) } });
    }
    nextAge = band.toAge === null ? null : band.toAge + 1;
  }
  if (nextAge !== null) problems.push({ code: 'policy.ages_not_covered', facts: { path, fromAge: nextAge, toAge: null } });
  return problems;
}
