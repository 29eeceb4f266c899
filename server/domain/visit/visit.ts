import type { Fen } from '@/server/domain/kernel/money';
import type { Insutype, MedType } from '@/server/domain/registry/codes';

/** `YYYY-MM-DD HH:mm:ss` in Asia/Shanghai. */
export type CivilTime = string;

/** How a visit's total divides; the field names of the national interface stand beside each. */
export interface VisitAmounts {
  /** medfee_sumamt */
  readonly totalFen: Fen;
  /** fulamt_ownpay_amt 全自费 */
  readonly fullSelfPayFen: Fen;
  /** overlmt_selfpay 超限价自费 */
  readonly overLimitSelfPayFen: Fen;
  /** preselfpay_amt 先行自付 */
  readonly advanceSelfPayFen: Fen;
  /** inscp_scp_amt 符合政策范围 */
  readonly inScopeFen: Fen;
}

/** What the hospital's own system settled; compared with our figures, never trusted. Null: not sent. */
export interface ReportedAmounts {
  /** act_pay_dedc */
  readonly reportedDeductibleFen: Fen | null;
  /** hifp_pay */
  readonly reportedPoolFen: Fen | null;
  /** acct_pay */
  readonly reportedAccountFen: Fen | null;
  /** psn_cash_pay */
  readonly reportedCashFen: Fen | null;
  /** fund_pay_sumamt */
  readonly reportedFundFen: Fen | null;
}

/** What identifies a visit in its region: the institution and its own settlement number. */
export interface VisitKey {
  readonly institutionCode: string;
  readonly settlementId: string;
}

/** 就诊结算记录: one settled encounter of a resident we know, as the hospital's system reported it. */
export interface Visit extends VisitKey, VisitAmounts, ReportedAmounts {
  readonly residentId: string;
  readonly insutype: Insutype;
  readonly medType: MedType;
  readonly settledAt: CivilTime;
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string | null;
  /** begntime, endtime: when the encounter or stay began and ended; null when not sent. */
  readonly startedAt: CivilTime | null;
  readonly endedAt: CivilTime | null;
  /** essential_drug_amt 基本药物费用, a part of inscp_scp_amt; null when not sent. */
  readonly essentialDrugFen: Fen | null;
  /** rx_days: for how many days medicine was prescribed; null when not sent. */
  readonly prescriptionDays: number | null;
  /** Negotiated or special drugs, or an external prescription filled at a pharmacy: settled apart as T. */
  readonly specialFee: boolean;
  readonly referralNumber: string | null;
  /** Set on a record that takes an earlier one of the same institution back: that one's settlement number. */
  readonly refundOf: string | null;
}
