import { packagesOf, priceOf } from '@/server/domain/contract/packages';
import { compareCodes } from '@/server/domain/kernel/allocate';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type DecimalText, type Fen, exact, roundHalfUp, timesRate } from '@/server/domain/kernel/money';
import type { Insutype } from '@/server/domain/registry/codes';
import { type WorkingStep, citationOf, inFen, inRate, inText } from '@/server/domain/policy/cited';
import type { ServicePackage } from '@/server/domain/policy/package-terms';
import type { FeeAssessment, FeeParts, FeeWaiver, ServiceFeeTerms } from '@/server/domain/policy/service-fee-terms';

export const feeRunStatuses = ['proposed', 'posted', 'withdrawn', 'rejected'] as const;
export type FeeRunStatus = (typeof feeRunStatuses)[number];

/** A year of a contract, what is given back of it, or what its assessment releases. */
export const feeLineKinds = ['charge', 'return', 'assessment'] as const;
export type FeeLineKind = (typeof feeLineKinds)[number];

/** What an amount consists of: three payers' parts, and what of the fund's part waits for the assessment (not in `fundFen`). */
export interface FeeAmounts {
  readonly fundFen: Fen;
  readonly publicHealthFen: Fen;
  readonly personFen: Fen;
  readonly heldFen: Fen;
}

export const noFee: FeeAmounts = { fundFen: 0, publicHealthFen: 0, personFen: 0, heldFen: 0 };

/** Whose year of a contract it is. */
export interface FeePerson {
  readonly packageCodes: readonly string[];
  /** As what the person is insured on the first day of the year; null when they are not. */
  readonly insutype: Insutype | null;
  readonly retired: boolean;
}

export interface PricedYear {
  readonly amounts: FeeAmounts;
  readonly waiverId: string | null;
  readonly working: readonly WorkingStep[];
}

/** What prices a year that begins on a day: the packages on offer, and what becomes of their price. */
export interface FeePolicy {
  readonly packages: readonly ServicePackage[];
  readonly terms: ServiceFeeTerms;
}

/**
 * 签约服务费: what a year of a contract that begins on a day costs, and who bears it: the prices of its packages together. Of what the
 * person would pay, a waiver moves a part to another payer (沈阳 2024：退休职工首年减免个人签约服务费); of the fund's part, some may wait
 * for the assessment (丽水 四). Both are taken of the sum, so that each is rounded once.
 *
 * @returns null when one of the packages is not on offer.
 */
export function priceYear(person: FeePerson, yearStart: Day, { packages: catalogue, terms }: FeePolicy): PricedYear | null {
  const packages = packagesOf(catalogue, person.packageCodes);
  if (packages.length === 0 || !person.packageCodes.every((code) => packages.some((each) => each.code === code))) return null;
  const waiver = terms.waivers.find((each) => applies(each, person, yearStart)) ?? null;
  const waived = waive(priceOf(packages).parts, waiver);
  const heldFen = terms.assessment ? timesRate(waived.parts.fund, terms.assessment.heldShare.value) : 0;
  const amounts = { fundFen: waived.parts.fund - heldFen, publicHealthFen: waived.parts.publicHealth, personFen: waived.parts.person, heldFen };
  const working = [...packages.map(priceStep), ...waived.working, ...heldStep(waived.parts.fund, heldFen, terms.assessment)];
  return { amounts, waiverId: waiver?.id ?? null, working };
}

function priceStep({ name, yearlyParts }: ServicePackage): WorkingStep {
  const { fund, publicHealth, person } = yearlyParts.value;
  return {
    step: 'fee.price',
    ...citationOf(yearlyParts),
    formula: 'fee = fund + public health + person',
    operands: { servicePackage: inText(name), fundPart: inFen(fund), publicHealth: inFen(publicHealth), person: inFen(person) },
    result: inFen(fund + publicHealth + person),
  };
}

function applies({ insutypes, retiredOnly, from, to }: FeeWaiver, { insutype, retired }: FeePerson, yearStart: Day): boolean {
  return insutype !== null && insutypes.includes(insutype) && (!retiredOnly || retired) && from <= yearStart && yearStart <= to;
}

function waive(parts: FeeParts, waiver: FeeWaiver | null): { parts: FeeParts; working: WorkingStep[] } {
  if (!waiver) return { parts, working: [] };
  const waivedFen = timesRate(parts.person, waiver.waivedShare.value);
  const bearer = waiver.borneBy.value;
  const less = { ...parts, person: parts.person - waivedFen };
  const step: WorkingStep = {
    step: 'fee.waiver',
    ...citationOf(waiver.waivedShare),
    formula: 'waived = half-up(person × share)',
    operands: { person: inFen(parts.person), waivedShare: inRate(waiver.waivedShare.value), borneBy: inText(bearer) },
    result: inFen(waivedFen),
  };
  return { parts: bearer === 'institution' ? less : { ...less, [bearer]: parts[bearer] + waivedFen }, working: [step] };
}

function heldStep(fundFen: Fen, heldFen: Fen, assessment: FeeAssessment | null): WorkingStep[] {
  if (!assessment) return [];
  const { heldShare } = assessment;
  return [{ step: 'fee.held', ...citationOf(heldShare), formula: 'held = half-up(fund × share)', operands: { fundPart: inFen(fundFen), heldShare: inRate(heldShare.value) }, result: inFen(heldFen) }];
}

/** What the assessment releases of what was held: all of it from the full score on, below it score ÷ full score, half-up. */
export function releasedFen(heldFen: Fen, score: DecimalText, { fullScore }: FeeAssessment): Fen {
  const part = exact(score).dividedBy(fullScore.value);
  return part.gte(1) ? heldFen : roundHalfUp(part.times(heldFen));
}

export function addAmounts(left: FeeAmounts, right: FeeAmounts): FeeAmounts {
  return {
    fundFen: left.fundFen + right.fundFen,
    publicHealthFen: left.publicHealthFen + right.publicHealthFen,
    personFen: left.personFen + right.personFen,
    heldFen: left.heldFen + right.heldFen,
  };
}

export function isNothing({ fundFen, publicHealthFen, personFen, heldFen }: FeeAmounts): boolean {
  return fundFen === 0 && publicHealthFen === 0 && personFen === 0 && heldFen === 0;
}

/** In order of institutions, contracts and years, whatever order they were found in. */
export function compareFeeLines(a: { institutionCode: string; contractId: string; yearStart: Day }, b: typeof a): number {
  return compareCodes(a.institutionCode, b.institutionCode) || compareCodes(a.contractId, b.contractId) || compareCodes(a.yearStart, b.yearStart);
}
