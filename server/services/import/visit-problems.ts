import type { AnyRefusal } from '@/server/domain/refusals';
import type { VisitRefusal } from '@/server/domain/visit/refusals';
import type { VisitAmounts } from '@/server/domain/visit/visit';
import type { RowProblem } from './incoming';

const amountColumns: Readonly<Record<keyof VisitAmounts, string>> = {
  totalFen: 'medfee_sumamt',
  fullSelfPayFen: 'fulamt_ownpay_amt',
  overLimitSelfPayFen: 'overlmt_selfpay',
  advanceSelfPayFen: 'preselfpay_amt',
  inScopeFen: 'inscp_scp_amt',
};

/** The columns a refusal was judged by; the first is the one to look at. */
export function columnsOf(refusal: VisitRefusal): readonly [string, ...string[]] {
  switch (refusal.code) {
    case 'visit.institution_unknown':
      return ['fixmedins_code'];
    case 'visit.resident_unknown':
      return ['certno', 'psn_cert_type'];
    case 'visit.name_differs':
      return ['psn_name', 'certno'];
    case 'visit.settled_at_malformed':
    case 'visit.settled_in_future':
    case 'visit.settled_before_birth':
    case 'visit.settled_after_death':
    case 'policy.none_in_force':
      return ['setl_time'];
    case 'visit.time_malformed':
      return [refusal.facts.column];
    case 'visit.started_before_birth':
    case 'visit.started_after_settlement':
      return ['begntime', 'setl_time'];
    case 'visit.ended_before_start':
      return ['endtime', 'begntime'];
    case 'visit.ended_in_future':
      return ['endtime'];
    case 'visit.essential_drugs_outside_scope':
      return ['essential_drug_amt', 'inscp_scp_amt'];
    case 'visit.prescription_days_out_of_range':
      return ['rx_days'];
    case 'visit.amount_negative':
      return [amountColumns[refusal.facts.amount]];
    case 'visit.parts_do_not_add_up':
      return ['medfee_sumamt', ...Object.values(amountColumns)];
    case 'visit.refund_names_no_original':
    case 'visit.refund_names_itself':
      return ['init_setl_id', 'refd_setl_flag', 'medins_setl_id'];
    case 'policy.no_plan':
      return ['med_type', 'insutype', 'setl_time'];
  }
}

/**
 * All reasons against a row at once: what its columns say and what the registry and the policy say — except what was only
 * judged by the stand-in of a column that could not be read.
 */
export function allProblems(unreadable: readonly RowProblem[], refusals: readonly VisitRefusal[]): RowProblem[] {
  // A row that does not have its columns in place says nothing further.
  if (unreadable.some((problem) => problem.column === null)) return [...unreadable];
  const standIns = new Set(unreadable.map((problem) => problem.column));
  const judged = refusals.map((refusal) => ({ refusal, columns: columnsOf(refusal) }));
  return [
    ...unreadable,
    ...judged
      .filter(({ columns }) => !columns.some((column) => standIns.has(column)))
      .map(({ refusal, columns }) => inColumn(refusal, columns[0])),
  ];
}

export function inColumn(refusal: AnyRefusal, column: string | null): RowProblem {
  return { ...refusal, column };
}
