import type { Fen } from '@/server/domain/kernel/money';
import type { ByStatus, Cited } from '@/server/domain/policy/cited';
import type { DeductibleCut } from '@/server/domain/policy/enhancement';
import type { Plan } from '@/server/domain/policy/plan';
import type { InstitutionLevel } from '@/server/domain/registry/codes';
import type { RunningTotals, VisitFacts } from './adjudication';
import { parseRate, payAtRate, type Millionths } from './rate';

/** What a plan asks for at a place, before what was paid already counts. */
export interface AskedDeductible {
  /** The level's own amount. */
  readonly levelFen: Fen;
  /** Null where stays of a year are all alike. */
  readonly admissionFactor: Millionths | null;
  readonly cut: DeductibleCut | null;
  /** After the stay's factor and an enhancement's cut. */
  readonly askedFen: Fen;
}

/** The level a place counts as for the deductible, after the exceptions that the plan names. */
export function deductibleLevel(plan: Plan, place: Pick<VisitFacts, 'institutionCode' | 'level'>): InstitutionLevel {
  return namedException(plan, place.institutionCode)?.deductibleAs?.value ?? place.level;
}

/** The amount that a plan asks for at a place, with its citation. */
export function deductibleAmount(plan: Plan, place: Pick<VisitFacts, 'institutionCode' | 'level'>): Cited<ByStatus<Fen>> | undefined {
  return namedException(plan, place.institutionCode)?.ownDeductible ?? plan.deductible.byLevel[deductibleLevel(plan, place)];
}

export function rateLevel(plan: Plan, place: Pick<VisitFacts, 'institutionCode' | 'level'>): InstitutionLevel {
  return namedException(plan, place.institutionCode)?.rateAs?.value ?? place.level;
}

/** The exception of a plan that names an institution. */
export function namedException(plan: Plan, institutionCode: string) {
  return plan.exceptions?.find((each) => each.institutions.value.some(({ code }) => code === institutionCode)) ?? null;
}

export function askDeductible(plan: Plan, facts: VisitFacts, cut: DeductibleCut | null): AskedDeductible {
  const amount = deductibleAmount(plan, facts);
  const levelFen = amount === undefined ? 0 : facts.retired ? amount.value.retired : amount.value.working;
  const admissionFactor = factorOfAdmission(plan, facts.admission);
  const ownFen = admissionFactor === null ? levelFen : payAtRate(levelFen, admissionFactor);
  return { levelFen, admissionFactor, cut, askedFen: afterCut(ownFen, cut, facts.retired) };
}

function factorOfAdmission({ deductible: { byAdmission } }: Plan, admission: number): Millionths | null {
  if (byAdmission === undefined) return null;
  const factors = byAdmission.value;
  return parseRate(factors[Math.min(admission, factors.length) - 1] ?? '1');
}

function afterCut(amountFen: Fen, cut: DeductibleCut | null, retired: boolean): Fen {
  if (cut === null) return amountFen;
  if (cut.kind === 'waived') return 0;
  return Math.max(0, amountFen - (retired ? cut.cut.retired : cut.cut.working));
}

/**
 * What the deductible still asks for. Basis `year`: what this level asks for beyond what the year has paid already, so
 * that a higher level tops up the lower ones. Basis `visit`: the stay's own, or what a referral chain has not paid of it.
 */
export function deductibleDue(plan: Plan, facts: VisitFacts, askedFen: Fen, before: RunningTotals): Fen {
  if (plan.deductible.basis.value === 'year') return Math.max(0, askedFen - before.deductiblePaidFen);
  if (plan.deductible.referralChain === undefined || facts.chain === null) return askedFen;
  return facts.chain.direction === 'down' ? 0 : Math.max(0, askedFen - facts.chain.deductiblePaidFen);
}

/** The part of a visit's in-policy amount that the deductible may be taken from. */
export function deductibleBase(plan: Plan, facts: VisitFacts): Fen {
  return plan.deductible.essentialDrugsExempt?.value === true ? Math.max(0, facts.inScopeFen - facts.essentialDrugFen) : facts.inScopeFen;
}
