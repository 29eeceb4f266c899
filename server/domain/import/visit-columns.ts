/** A visit file must have these columns, named as the national insurance interface names them. */
export const visitColumns = [
  'fixmedins_code',
  'medins_setl_id',
  'psn_cert_type',
  'certno',
  'psn_name',
  'insutype',
  'med_type',
  'setl_time',
  'medfee_sumamt',
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
  'preselfpay_amt',
  'inscp_scp_amt',
] as const;

/** These it may have. */
export const optionalVisitColumns = [
  'dise_codg',
  'dise_name',
  'begntime',
  'endtime',
  'essential_drug_amt',
  'rx_days',
  'act_pay_dedc',
  'hifp_pay',
  'acct_pay',
  'psn_cash_pay',
  'fund_pay_sumamt',
  'special_fee',
  'refl_no',
  'refd_setl_flag',
  'init_setl_id',
] as const;
