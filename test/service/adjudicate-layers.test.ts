import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { runAdjudicate } from '@/server/cli/commands/adjudicate';

/** A stay of one person at a level 3 hospital, all of it in the policy. */
const stay = (id: string, day: string, yuan: string, more: Record<string, string> = {}) =>
  JSON.stringify({
    ...{ fixmedins_code: 'H37110000001', medins_setl_id: id, certno: 'A', level: 'level3', insutype: '390', med_type: '21', setl_time: `${day} 10:00:00` },
    ...{ medfee_sumamt: yuan, fulamt_ownpay_amt: '0', overlmt_selfpay: '0', preselfpay_amt: '0', inscp_scp_amt: yuan },
    ...more,
  });

async function adjudicated(lines: readonly string[]) {
  let out = '';
  const io = { stdin: Readable.from([Buffer.from(lines.join('\n'))]), stdout: (text: string) => (out += `${text}\n`), stderr: () => undefined };
  expect(await runAdjudicate(['--policy', '371100-2016-01-01'], io)).toBe(0);
  return out.trim().split('\n').map((line) => JSON.parse(line) as { fund: string; ladder: string; assistance: string; self: string; working: readonly { step: string }[] });
}

describe('gatekeeper adjudicate', () => {
  test('pays the ladder over the year, and assistance to whom it is due', async () => {
    const [first, second] = await adjudicated([stay('1', '2016-02-01', '31000.00'), stay('2', '2016-05-01', '100000.00', { identity_classes: 'subsistence' })]);
    // 1: (31,000 − 1,000) × 60 % = 18,000; 13,000 are left, 1,000 above the start line at 50 %.
    expect([first?.fund, first?.ladder, first?.assistance, first?.self]).toEqual(['18000.00', '500.00', '0.00', '12500.00']);
    // 2: 59,400; 40,600 more are left at 55 % = 22,330.00; assistance: 70 % of 18,270.
    expect([second?.fund, second?.ladder, second?.assistance, second?.self]).toEqual(['59400.00', '22330.00', '12789.00', '5481.00']);
    expect(second?.working.map(({ step }) => step)).toEqual(expect.arrayContaining(['benefit.ladder', 'benefit.assistance']));
  });
});
