import { z } from 'zod';
import { certTypes } from '@/server/domain/kernel/identity-number';
import { optionalVisitColumns, visitColumns } from '@/server/domain/import/visit-columns';
import { insutypes, medTypes } from '@/server/domain/registry/codes';

type Column = (typeof visitColumns)[number] | (typeof optionalVisitColumns)[number];

const text = (description: string, most: number) => z.string().max(most).meta({ description });
const amount = (description: string) => z.union([z.string(), z.number()]).meta({ description: `${description}; yuan, at most two decimals` });
const flag = (description: string) => z.union([z.enum(['0', '1']), z.literal([0, 1])]).meta({ description });

const fields: Readonly<Record<Column, z.ZodType>> = {
  fixmedins_code: text('institution, 12 characters; the key’s own or one of its village clinics', 12),
  medins_setl_id: text('its own settlement number; with fixmedins_code the key of the record', 30),
  psn_cert_type: z.enum(certTypes).meta({ description: 'kind of certificate, national code list' }),
  certno: text('certificate number; citizen IDs are checked (GB 11643)', 50),
  psn_name: text('name', 50),
  insutype: z.enum(insutypes).meta({ description: '310 employees, 390 residents' }),
  med_type: z.enum(medTypes).meta({ description: '11 ordinary, 13 emergency, 14 chronic or special, 21 inpatient, 41 pharmacy' }),
  setl_time: text('YYYY-MM-DD HH:mm:ss, Asia/Shanghai', 30),
  medfee_sumamt: amount('total, the sum of the next four'),
  fulamt_ownpay_amt: amount('paid in full by the person'),
  overlmt_selfpay: amount('above a price limit'),
  preselfpay_amt: amount('paid in advance by the person'),
  inscp_scp_amt: amount('within the scope of the policy'),
  dise_codg: text('main diagnosis, ICD-10 医保版', 30),
  dise_name: text('name of the diagnosis', 500),
  begntime: text('when the encounter or stay began, YYYY-MM-DD HH:mm:ss, Asia/Shanghai', 30),
  endtime: text('when it ended, YYYY-MM-DD HH:mm:ss, Asia/Shanghai', 30),
  essential_drug_amt: amount('essential drugs, a part of inscp_scp_amt'),
  rx_days: z.union([z.string(), z.number()]).meta({ description: 'days of medicine prescribed, 1 to 366' }),
  act_pay_dedc: amount('deductible that the hospital applied; compared, never trusted'),
  hifp_pay: amount('pooled fund as the hospital settled it; compared, never trusted'),
  acct_pay: amount('personal account as the hospital settled it'),
  psn_cash_pay: amount('cash as the hospital settled it'),
  fund_pay_sumamt: amount('all funds as the hospital settled it'),
  special_fee: flag('1: negotiated or special drug'),
  refl_no: text('our referral number', 30),
  refd_setl_flag: flag('1: this record takes an earlier one back'),
  init_setl_id: text('the medins_setl_id it takes back', 30),
};

function shapeOf(columns: readonly Column[], isRequired: (column: Column) => boolean): Record<string, z.ZodType> {
  return Object.fromEntries(columns.map((column) => [column, isRequired(column) ? fields[column] : fields[column].nullish()]));
}

const columns = [...visitColumns, ...optionalVisitColumns];
const required: readonly Column[] = visitColumns;

/** A settled visit in the national fields; what else a hospital sends is passed over. */
export const visitRecord = z.looseObject(shapeOf(columns, (column) => required.includes(column)));

/** The same before it is settled: number and time are not there yet. */
export const unsettledRecord = z.looseObject(shapeOf(columns, (column) => required.includes(column) && column !== 'medins_setl_id' && column !== 'setl_time'));
