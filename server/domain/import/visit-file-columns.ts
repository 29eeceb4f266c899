import { type FileColumn, remarkColumn } from './file-column';

const insutypes = { 职工医保: '310', 居民医保: '390' } as const;
const medTypes = { 普通门诊: '11', 急诊: '13', 门诊慢特病: '14', 住院: '21', 定点药店购药: '41' } as const;
const yesNo = { 是: '1', 否: '0' } as const;
const zero = '0.00';

type Told = readonly [code: string, names: FileColumn['names'], kind: FileColumn['kind'], example: string, note: string, values?: FileColumn['values']];

const columnsOf = (required: boolean, told: readonly Told[]): FileColumn[] =>
  told.map(([code, names, kind, example, note, values]) => ({ code, names, required, kind, example, note, ...(values === undefined ? {} : { values }) }));

/** A file of settled visits, under the names that hospitals' own systems use. */
export const visitFileColumns: readonly FileColumn[] = [
  ...columnsOf(true, [
    ['fixmedins_code', ['定点医药机构编号', '机构编号'], 'number', 'H21010000001', '12 位机构编号。'],
    ['medins_setl_id', ['机构结算号', '结算号', '医药机构结算ID'], 'number', '2025030100001', '本机构自己的结算号，最多 30 个字符，不能重复。'],
    ['psn_cert_type', ['证件类型'], 'value', '居民身份证', '填名称或国家代码。', { 居民身份证: '01', 身份证: '01' }],
    ['certno', ['证件号码', '身份证号', '身份证号码'], 'number', '110101199003070038', '必须是“文本”格式的单元格。'],
    ['psn_name', ['姓名', '人员姓名', '参保人姓名'], 'text', '张三', '与登记的姓名一致。'],
    ['insutype', ['险种类型', '险种'], 'value', '居民医保', '职工医保（310）或居民医保（390）。', insutypes],
    ['med_type', ['医疗类别'], 'value', '普通门诊', '按下列名称或代码填写。', medTypes],
    ['setl_time', ['结算时间'], 'time', '2025-03-01 09:30:00', '写成 2025-03-01 09:30:00 的样子。'],
    ['medfee_sumamt', ['医疗费总额'], 'yuan', '100.00', '元，最多两位小数；等于下面四项之和。'],
    ['fulamt_ownpay_amt', ['全自费金额'], 'yuan', zero, '元。'],
    ['overlmt_selfpay', ['超限价自费费用'], 'yuan', zero, '元。'],
    ['preselfpay_amt', ['先行自付金额'], 'yuan', zero, '元。'],
    ['inscp_scp_amt', ['符合政策范围金额'], 'yuan', '100.00', '元。'],
  ]),
  ...columnsOf(false, [
    ['dise_codg', ['病种编码', '诊断编码'], 'text', '', '主要诊断，ICD-10。'],
    ['dise_name', ['病种名称', '诊断'], 'text', '', '可不填。'],
    ['begntime', ['开始时间', '就诊时间', '入院时间'], 'time', '', '可不填，不填按结算当日。'],
    ['endtime', ['结束时间', '出院时间'], 'time', '', '可不填。'],
    ['essential_drug_amt', ['基本药物金额'], 'yuan', '', '符合政策范围金额中的基本药物部分。'],
    ['rx_days', ['处方天数'], 'count', '', '1 至 366。'],
    ['act_pay_dedc', ['实际支付起付线'], 'yuan', '', '医院结算的数，只用来核对。'],
    ['hifp_pay', ['统筹基金支出'], 'yuan', '', '医院结算的数，只用来核对。'],
    ['acct_pay', ['个人账户支出'], 'yuan', '', '医院结算的数，只用来核对。'],
    ['psn_cash_pay', ['个人现金支出'], 'yuan', '', '医院结算的数，只用来核对。'],
    ['fund_pay_sumamt', ['基金支付总额'], 'yuan', '', '医院结算的数，只用来核对。'],
    ['special_fee', ['特殊费用标志'], 'value', '', '国谈药、特药填“是”。', yesNo],
    ['refl_no', ['转诊单号'], 'text', '', '本系统的转诊单号。'],
    ['refd_setl_flag', ['退费标志'], 'value', '', '冲销原记录的填“是”。', yesNo],
    ['init_setl_id', ['原结算号'], 'number', '', '退费时填被冲销的结算号。'],
  ]),
  remarkColumn,
];
