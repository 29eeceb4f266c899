import type { AdjudicationRow } from '@/db/queries/adjudication';
import { adjudicate } from '@/server/domain/benefit/adjudicate';
import type { Adjudication, ContractInterval, RunningTotals, VisitFacts } from '@/server/domain/benefit/adjudication';
import { explainAdjudication } from '@/server/domain/benefit/explain-adjudication';
import { careOf } from '@/server/domain/benefit/fold-benefit-year';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { keyGroups } from '@/server/domain/registry/codes';
import { identityClasses } from '@/server/domain/registry/identity-classes';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { specialFeeSteps } from '@/server/domain/visit/is-special-fee';
import type { Visit } from '@/server/domain/visit/visit';

/** What a stored adjudication is recomputed from. */
export interface VisitGround {
  readonly visit: Visit;
  readonly stored: AdjudicationRow;
  /** The version that the adjudication names. */
  readonly policy: PolicyVersion;
  readonly allianceIds: readonly string[];
  /** The contract that the adjudication names. */
  readonly contract: ContractInterval | null;
}

/**
 * The full working of a visit from what is stored: its own amounts, the totals before it, the policy version and the contract.
 * Null for a visit that pays nothing because it was taken back.
 *
 * @throws when the working does not come to the stored figures. A figure that cannot be explained must not be shown.
 */
export function recomputeVisit(ground: VisitGround): { adjudication: Adjudication; working: WorkingStep[] } | null {
  const { visit, stored, policy } = ground;
  if (stored.status !== 'paid') return null;
  const facts = factsOf(ground);
  const before = totalsBefore(stored);
  const outcome = adjudicate(facts, policy, before, ground.contract);
  if (!outcome.ok) throw new Error(`${nameOf(visit)}: the stored policy version has no plan for it`);
  const adjudication = outcome.value;
  const { layers } = adjudication;
  const recomputed = { ...adjudication, ladderFen: layers?.ladderFen ?? 0, assistanceFen: layers?.assistanceFen ?? 0 };
  const different = figures.filter((figure) => recomputed[figure] !== stored[figure]);
  if (different.length > 0) {
    const values = different.map((figure) => `${figure} ${String(stored[figure])} is stored, ${String(recomputed[figure])} recomputed`);
    throw new Error(`${nameOf(visit)}: ${values.join('; ')}`);
  }
  return { adjudication, working: [...explainAdjudication(adjudication, facts, policy), ...specialFeeSteps(visit, adjudication.payFen)] };
}

function totalsBefore(stored: AdjudicationRow): RunningTotals {
  return {
    deductiblePaidFen: stored.beforeDeductibleFen,
    fundPaidFen: stored.beforeFundFen,
    baseFen: stored.beforeBaseFen,
    layers: { selfPaidFen: stored.beforeSelfPaidFen, ladderFen: stored.beforeLadderFen, assistanceFen: stored.beforeAssistanceFen },
  };
}

const figures = ['planId', 'deductiblePaidFen', 'rate', 'payFen', 'enhancementFen', 'ladderFen', 'assistanceFen', 'selfPaidFen'] as const;

function factsOf({ visit, stored, allianceIds }: VisitGround): VisitFacts {
  const { insutype, totalFen, inScopeFen, prescriptionDays, diagnosisCode, institutionCode } = visit;
  const { level, retired, recognitionId, atDesignated, admission, chain } = stored;
  return {
    ...careOf(visit, stored.adjudicatedAs),
    ...{ insutype, settledOn: settlementDay(visit.settledAt) },
    ...{ totalFen, inScopeFen, essentialDrugFen: visit.essentialDrugFen ?? 0, prescriptionDays, diagnosisCode },
    ...{ institutionCode, level, allianceIds, retired },
    keyGroups: codesIn(keyGroups, stored.keyGroups),
    identityClasses: codesIn(identityClasses, stored.identityClasses),
    ...{ recognitionId, atDesignated, admission, chain },
  };
}

/** The codes of a list that a text names, parted by spaces. */
function codesIn<Code extends string>(known: readonly Code[], text: string): Code[] {
  if (text === '') return [];
  const named = new Set(text.split(' '));
  return known.filter((code) => named.has(code));
}

function nameOf({ institutionCode, settlementId }: Visit): string {
  return `visit ${settlementId} of ${institutionCode}`;
}
