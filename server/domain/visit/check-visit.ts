import { addDays, isDay, type Day } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { findPlan, findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { VisitRefusal } from './refusals';
import type { CivilTime, Visit, VisitAmounts } from './visit';

/** A visit as a file or a hospital system reports it, once its columns are read and before anything is known about it. */
export interface VisitReport extends Omit<Visit, 'residentId' | 'refundOf'> {
  readonly residentName: string;
  /** The last four characters of the certificate, to name the person in a refusal without telling who they are. */
  readonly certificateEnding: string;
  /** refd_setl_flag = 1 */
  readonly isRefund: boolean;
  /** init_setl_id */
  readonly originalSettlementId: string | null;
}

/** What the registry and the calendar say about a reported visit. */
export interface VisitContext {
  readonly today: Day;
  readonly regionCode: string;
  readonly institutionKnown: boolean;
  readonly resident: {
    readonly id: string;
    readonly name: string;
    /** Of records that were merged into this one, whose numbers and names hospitals may go on sending. */
    readonly formerNames?: readonly string[];
    readonly birthDay: Day;
    readonly deathDay: Day | null;
  } | null;
  readonly policies: readonly PolicyVersion[];
}

/**
 * Take a reported visit, or say everything that speaks against it, in the order of `VisitRefusal`.
 *
 * A refund only takes an earlier record back, so its amounts may be written with either sign; they still have to add up.
 */
export function checkVisit(report: VisitReport, context: VisitContext): Outcome<Visit, VisitRefusal> {
  const { residentName: _name, certificateEnding: _ending, isRefund, originalSettlementId, ...facts } = report;
  return unlessRefused(
    [
      ...refusalsOfParties(report, context),
      ...refusalsOfTime(report, context),
      ...refusalsOfCourse(report, context),
      ...refusalsOfAmounts(report),
      ...refusalsOfPrescription(report),
      ...refusalsOfRefund(report),
      ...refusalsOfPolicy(report, context),
    ],
    // An unknown resident was refused above, so the empty id never leaves this function.
    () => ({ ...facts, residentId: context.resident?.id ?? '', refundOf: isRefund ? originalSettlementId : null }),
  );
}

function refusalsOfParties(report: VisitReport, context: VisitContext): VisitRefusal[] {
  const { institutionCode, certificateEnding, residentName } = report;
  const refusals: VisitRefusal[] = [];
  if (!context.institutionKnown) refusals.push({ code: 'visit.institution_unknown', facts: { institutionCode } });
  if (context.resident === null) refusals.push({ code: 'visit.resident_unknown', facts: { certificateEnding } });
  else if (![context.resident.name, ...(context.resident.formerNames ?? [])].some((name) => normaliseName(name) === normaliseName(residentName))) {
    refusals.push({ code: 'visit.name_differs', facts: { reportedName: residentName } });
  }
  return refusals;
}

function refusalsOfTime(report: VisitReport, context: VisitContext): VisitRefusal[] {
  if (!isCivilTime(report.settledAt)) return [{ code: 'visit.settled_at_malformed', facts: { settledAt: report.settledAt } }];
  const settledOn = settlementDay(report.settledAt);
  const { today, resident } = context;
  const refusals: VisitRefusal[] = [];
  if (settledOn > today) refusals.push({ code: 'visit.settled_in_future', facts: { settledOn, today } });
  if (resident === null) return refusals;
  if (settledOn < resident.birthDay) {
    refusals.push({ code: 'visit.settled_before_birth', facts: { settledOn, birthDay: resident.birthDay } });
  }
  // How long after a death is too long is for the policy of that day to say; without one, that is refusal enough.
  const policy = findPolicyInForce(context.policies, settledOn);
  if (resident.deathDay !== null && policy !== null) {
    const { deathDay } = resident;
    const lastDay = addDays(deathDay, policy.benefit.settleAfterDeathDays.value);
    if (settledOn > lastDay) refusals.push({ code: 'visit.settled_after_death', facts: { settledOn, deathDay, lastDay } });
  }
  return refusals;
}

/** When care began and ended, as far as it was told. A bill may be settled before the patient leaves, never before they come. */
export function refusalsOfCourse(
  report: Pick<VisitReport, 'startedAt' | 'endedAt' | 'settledAt'>,
  { today, resident }: Pick<VisitContext, 'today' | 'resident'>,
): VisitRefusal[] {
  const { startedAt, endedAt, settledAt } = report;
  const refusals: VisitRefusal[] = [];
  if (startedAt !== null && !isCivilTime(startedAt)) refusals.push({ code: 'visit.time_malformed', facts: { column: 'begntime', value: startedAt } });
  if (endedAt !== null && !isCivilTime(endedAt)) refusals.push({ code: 'visit.time_malformed', facts: { column: 'endtime', value: endedAt } });
  if (refusals.length > 0) return refusals;
  if (startedAt !== null) {
    const startedOn = settlementDay(startedAt);
    const settledOn = settlementDay(settledAt);
    if (resident !== null && startedOn < resident.birthDay) {
      refusals.push({ code: 'visit.started_before_birth', facts: { startedOn, birthDay: resident.birthDay } });
    }
    // Clocks of one hospital differ by minutes, so days are compared.
    if (isCivilTime(settledAt) && startedOn > settledOn) refusals.push({ code: 'visit.started_after_settlement', facts: { startedOn, settledOn } });
  }
  if (startedAt !== null && endedAt !== null && endedAt < startedAt) {
    refusals.push({ code: 'visit.ended_before_start', facts: { startedAt, endedAt } });
  }
  if (endedAt !== null && settlementDay(endedAt) > today) {
    refusals.push({ code: 'visit.ended_in_future', facts: { endedOn: settlementDay(endedAt), today } });
  }
  return refusals;
}

const amountNames = ['totalFen', 'fullSelfPayFen', 'overLimitSelfPayFen', 'advanceSelfPayFen', 'inScopeFen'] as const;

function refusalsOfAmounts(report: VisitReport): VisitRefusal[] {
  const negative: VisitRefusal[] = report.isRefund
    ? []
    : amountNames
        .filter((amount: keyof VisitAmounts) => report[amount] < 0)
        .map((amount) => ({ code: 'visit.amount_negative', facts: { amount, amountFen: report[amount] } }));
  const { totalFen } = report;
  const partsFen = report.fullSelfPayFen + report.overLimitSelfPayFen + report.advanceSelfPayFen + report.inScopeFen;
  if (partsFen === totalFen) return negative;
  return [...negative, { code: 'visit.parts_do_not_add_up', facts: { totalFen, partsFen, differenceFen: totalFen - partsFen } }];
}

/** More than a year of medicine at once is a slip of the pen. */
const mostPrescriptionDays = 366;

/** What a visit tells of its medicine, as far as it does. */
export function refusalsOfPrescription({
  essentialDrugFen,
  inScopeFen,
  prescriptionDays,
  isRefund,
}: Pick<VisitReport, 'essentialDrugFen' | 'inScopeFen' | 'prescriptionDays' | 'isRefund'>): VisitRefusal[] {
  const refusals: VisitRefusal[] = [];
  if (essentialDrugFen !== null) {
    const [drugsFen, scopeFen] = isRefund ? [Math.abs(essentialDrugFen), Math.abs(inScopeFen)] : [essentialDrugFen, inScopeFen];
    if (drugsFen < 0 || drugsFen > scopeFen) refusals.push({ code: 'visit.essential_drugs_outside_scope', facts: { essentialDrugFen, inScopeFen } });
  }
  if (prescriptionDays !== null && (prescriptionDays < 1 || prescriptionDays > mostPrescriptionDays)) {
    refusals.push({ code: 'visit.prescription_days_out_of_range', facts: { days: prescriptionDays, most: mostPrescriptionDays } });
  }
  return refusals;
}

function refusalsOfRefund({ isRefund, originalSettlementId, settlementId }: VisitReport): VisitRefusal[] {
  if (!isRefund) return [];
  if (originalSettlementId === null) return [{ code: 'visit.refund_names_no_original', facts: { settlementId } }];
  return originalSettlementId === settlementId ? [{ code: 'visit.refund_names_itself', facts: { settlementId } }] : [];
}

function refusalsOfPolicy(report: VisitReport, context: VisitContext): VisitRefusal[] {
  if (!isCivilTime(report.settledAt)) return [];
  const day = settlementDay(report.settledAt);
  const policy = findPolicyInForce(context.policies, day);
  if (policy === null) return [{ code: 'policy.none_in_force', facts: { regionCode: context.regionCode, day } }];
  const { insutype, medType } = report;
  return findPlan(policy, insutype, medType) ? [] : [{ code: 'policy.no_plan', facts: { policyId: policy.id, insutype, medType } }];
}

/** The Shanghai civil day a visit was settled on: the day that decides policy, contract and benefit year. */
export function settlementDay(settledAt: CivilTime): Day {
  return settledAt.slice(0, 10);
}

export function isCivilTime(text: string): text is CivilTime {
  return /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text) && isDay(text.slice(0, 10));
}

/** Spaces, full-width forms and the middle dots of names are written differently from system to system. */
function normaliseName(name: string): string {
  return name.normalize('NFKC').replace(/[\s·•・.]/g, '').toUpperCase();
}
