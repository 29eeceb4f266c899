import { describe, expect, test } from 'vitest';
import { readVisitRow } from '@/server/integration/his/visit-row';

const sound: Record<string, string> = {
  fixmedins_code: 'H21010200001',
  medins_setl_id: 'S-1',
  psn_cert_type: '01',
  certno: '210102194303230395',
  psn_name: '王建国',
  insutype: '390',
  med_type: '11',
  setl_time: '2024-03-01 08:30:00',
  medfee_sumamt: '120.50',
  fulamt_ownpay_amt: '10',
  overlmt_selfpay: '0.5',
  preselfpay_amt: '10.00',
  inscp_scp_amt: '100.00',
};

const read = (changes: Record<string, string> = {}) => readVisitRow({ rowNumber: 2, fields: { ...sound, ...changes }, problems: [] });
const problemsOf = (changes: Record<string, string>) => read(changes).problems.map(({ code, column }) => [column, code]);

describe('a record of settled care', () => {
  test('becomes a visit: yuan are 分, what is not given is null', () => {
    const { facts, problems } = read({ hifp_pay: '60.06', special_fee: '1', dise_codg: ' I10.x00 ' });
    expect(problems).toEqual([]);
    expect(facts.report).toMatchObject({
      institutionCode: 'H21010200001',
      totalFen: 12050,
      fullSelfPayFen: 1000,
      overLimitSelfPayFen: 50,
      inScopeFen: 10000,
      reportedPoolFen: 6006,
      reportedDeductibleFen: null,
      specialFee: true,
      ...{ startedAt: null, endedAt: null, essentialDrugFen: null, prescriptionDays: null },
      diagnosisCode: 'I10.x00',
      isRefund: false,
    });
    expect(facts.identity?.normalized).toBe('210102194303230395');
  });

  test('may tell its course, essential drugs and days of medicine', () => {
    const told = { begntime: '2024-02-23 08:00:00', endtime: '2024-03-01 08:20:00', essential_drug_amt: '61.20', rx_days: '28' };
    const { facts, problems } = read(told);
    expect(problems).toEqual([]);
    expect(facts.report).toMatchObject({ startedAt: '2024-02-23 08:00:00', endedAt: '2024-03-01 08:20:00', essentialDrugFen: 6120, prescriptionDays: 28 });
  });

  test.each([
    ['days that are no number', { rx_days: '两周' }, [['rx_days', 'import.number_malformed']]],
    ['an amount with three decimals', { inscp_scp_amt: '100.001' }, [['inscp_scp_amt', 'import.amount_malformed']]],
    ['an amount with a comma', { medfee_sumamt: '1,200.00' }, [['medfee_sumamt', 'import.amount_malformed']]],
    ['an amount that is missing', { preselfpay_amt: ' ' }, [['preselfpay_amt', 'import.value_missing']]],
    ['an optional amount that is none', { hifp_pay: '无' }, [['hifp_pay', 'import.amount_malformed']]],
    ['a time without seconds', { setl_time: '2024-03-01 08:30' }, [['setl_time', 'visit.settled_at_malformed']]],
    ['a day that does not exist', { setl_time: '2023-02-29 08:30:00' }, [['setl_time', 'visit.settled_at_malformed']]],
    ['an unknown insutype', { insutype: '320' }, [['insutype', 'import.value_unknown']]],
    ['an unknown med_type', { med_type: '99' }, [['med_type', 'import.value_unknown']]],
    ['a settlement number that is too long', { medins_setl_id: 'x'.repeat(31) }, [['medins_setl_id', 'import.value_too_long']]],
    ['a wrong check digit', { certno: '210102194303230396' }, [['certno', 'identity.wrong_check_digit']]],
    ['an unknown kind of certificate', { psn_cert_type: '55' }, [['psn_cert_type', 'identity.unknown_kind']]],
    ['a malformed institution code', { fixmedins_code: 'X1' }, [['fixmedins_code', 'registry.institution_code_malformed']]],
    ['a flag that is neither', { refd_setl_flag: '是' }, [['refd_setl_flag', 'import.value_unknown']]],
  ])('is refused for %s', (_, changes, expected) => {
    expect(problemsOf(changes as unknown as Record<string, string>)).toEqual(expected);
  });

  test('tells everything that is wrong with it at once', () => {
    expect(problemsOf({ medins_setl_id: '', insutype: '1', setl_time: 'morning', medfee_sumamt: 'x' })).toEqual([
      ['medins_setl_id', 'import.value_missing'],
      ['insutype', 'import.value_unknown'],
      ['setl_time', 'visit.settled_at_malformed'],
      ['medfee_sumamt', 'import.amount_malformed'],
    ]);
  });

  test('is taken with full-width digits and a lower-case institution code', () => {
    const { facts, problems } = read({ fixmedins_code: 'h21010200001', certno: '２１０１０２１９４３０３２３０３９５' });
    expect(problems).toEqual([]);
    expect(facts.report.institutionCode).toBe('H21010200001');
    expect(facts.identity?.normalized).toBe('210102194303230395');
  });
});
