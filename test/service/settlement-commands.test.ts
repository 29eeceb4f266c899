import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAdjudicate } from '@/server/cli/commands/adjudicate';
import { runSettle } from '@/server/cli/commands/settle';
import { runVerify } from '@/server/cli/commands/verify-statement';
import type { ExitCode, Io } from '@/server/cli/command';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatekeeper-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function typed(run: (args: readonly string[], io: Io) => Promise<ExitCode>, args: readonly string[], stdin = ''): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  const code = await run(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: (text) => (told.out += `${text}\n`),
    stderr: (text) => (told.err += `${text}\n`),
  });
  return { code, ...told };
}

const claim = (code: string, fund: string, special: string, prepaid: string, deductions: string) => ({ code, fund, special, prepaid, deductions });
const lishui = {
  method: 'points',
  institutionShare: '0.5',
  reading: 'institution_share',
  pools: [
    {
      ...{ id: '310-ordinary', budget: '10000000.00', adjustment: '0.00', feeForService: '10600000.00', outOfRegion: '1200000.00', specialFees: '400000.00', persons: 30_000 },
      institutions: [
        claim('H1', '5400000.00', '200000.00', '5040000.00', '20000.00'),
        claim('H2', '2700000.00', '100000.00', '2520000.00', '0.00'),
        claim('H3', '900000.00', '0.00', '810000.00', '5000.00'),
      ],
    },
  ],
};
const rizhao = {
  ...{ method: 'per_head_ceiling', pool: '390-ordinary', perHead: '50.00', overspendShare: '0.20', surplusReward: '0.20' },
  institutions: [
    { code: 'T1', insured: 20_000, feeForService: '1100000.00', prepaid: '990000.00', deductions: '0.00' },
    { code: 'T2', insured: 20_000, feeForService: '900000.00', prepaid: '0.00', deductions: '0.00' },
  ],
};

interface Published {
  readonly pointValue: string;
  readonly settlementTotal: string;
  readonly retainedOrShared: string;
  readonly institutions: readonly { readonly entitlement: string; readonly final: string }[];
}

describe('gatekeeper settle', () => {
  test('answers Lishui’s inputs with a statement, and verify computes it again', async () => {
    const { code, out } = await typed(runSettle, ['--input', fileOf('lishui.json', lishui)]);
    expect(code).toBe(0);
    const pool = (JSON.parse(out) as { pools: readonly Published[] }).pools[0];
    expect(pool).toMatchObject({ retainedOrShared: '300000.00', settlementTotal: '8700000.00', totalPoints: 3_000_000, pointValue: '2.900000' });
    expect(pool?.institutions.map(({ entitlement, final }) => [entitlement, final])).toEqual([
      ['5220000.00', '360000.00'],
      ['2610000.00', '190000.00'],
      ['870000.00', '55000.00'],
    ]);
    expect(await typed(runVerify, [fileOf('published.json', out)])).toMatchObject({ code: 0, out: 'the statement holds to the 分\n' });
    const forged = out.replace('"final": "55000.00"', '"final": "55000.01"');
    expect(await typed(runVerify, [fileOf('forged.json', forged)])).toMatchObject({ code: 1, out: expect.stringContaining('pools[0].institutions[2].final: published "55000.01", recomputed "55000.00"') });
  });

  test('answers Rizhao’s inputs, from stdin too', async () => {
    const { code, out } = await typed(runSettle, ['--input', '-'], JSON.stringify(rizhao));
    expect(code).toBe(0);
    expect((JSON.parse(out) as Published).institutions.map(({ entitlement, final }) => [entitlement, final])).toEqual([
      ['1080000.00', '90000.00'],
      ['920000.00', '920000.00'],
    ]);
    expect(await typed(runVerify, [fileOf('rizhao.json', out)])).toMatchObject({ code: 0 });
  });

  test('names everything that is wrong with the inputs', async () => {
    const [pool] = lishui.pools;
    const broken = { ...lishui, reading: 'free', pools: [{ ...pool, budget: 10_000_000, adjustment: '1.005', people: 3 }] };
    const { code, err, out } = await typed(runSettle, ['--input', fileOf('broken.json', broken)]);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err.trim().split('\n').map((line) => line.split(':')[0])).toEqual(['reading', 'pools[0].people', 'pools[0].budget', 'pools[0].adjustment']);
    const unequal = { ...lishui, pools: [{ ...pool, feeForService: '10600000.01' }] };
    expect(await typed(runSettle, ['--input', fileOf('unequal.json', unequal)])).toMatchObject({ code: 1, err: expect.stringContaining('settlement.parts_do_not_add_up') });
  });

  test('says how it is used', async () => {
    await expect(typed(runSettle, [])).rejects.toThrow(/--input FILE/);
    await expect(typed(runSettle, ['--input', join(folder, 'nowhere.json')])).rejects.toThrow(/cannot be read/);
    await expect(typed(runVerify, [fileOf('words.json', 'no json')])).rejects.toThrow(/holds no JSON/);
  });
});

describe('gatekeeper adjudicate', () => {
  const visit = (id: string, level: string, time: string, amount: string, more: object = {}) => ({
    ...{ fixmedins_code: `H-${level}`, medins_setl_id: id, certno: 'A', insutype: '310', med_type: '11', setl_time: `2024-03-${time} 09:00:00` },
    ...{ medfee_sumamt: amount, fulamt_ownpay_amt: '0', overlmt_selfpay: '0', preselfpay_amt: '0', inscp_scp_amt: amount, level },
    ...{ signed_institution: 'H-township', begndate: '2024-01-01', enddate: '2024-12-31' },
    ...more,
  });

  test('folds each person’s year as the worked example does, whatever order the lines come in', async () => {
    const lines = [
      visit('3', 'township', '20', '123.45'),
      visit('1', 'township', '01', '300.00'),
      visit('4', 'township', '02', '250.01', { certno: 'B', retired: '1' }),
      visit('2', 'level3', '10', '1000.00'),
    ];
    const { code, out } = await typed(runAdjudicate, ['--policy', '210100-2024-01-01'], lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(code).toBe(0);
    const results = out.trim().split('\n').map((line) => JSON.parse(line) as { medins_setl_id: string; fund: string; enhancement: string; working: readonly object[] });
    expect(results.map(({ medins_setl_id, fund, enhancement }) => [medins_setl_id, fund, enhancement])).toEqual([
      ['1', '80.00', '10.00'],
      ['2', '440.00', '0.00'],
      ['3', '98.76', '12.34'],
      ['4', '42.51', '5.00'],
    ]);
    expect(results[0]?.working.length).toBeGreaterThan(4);
  });

  test('takes along what a registry would know: groups, designated place, referrals between stays', async () => {
    const lines = [
      visit('1', 'township', '01', '1000.00', { certno: 'D', med_type: '21', endtime: '2024-02-28 10:00:00' }),
      visit('2', 'level3', '10', '10000.00', { certno: 'D', med_type: '21', begntime: '2024-03-02 08:00:00', refl_no: 'R1', refl_direction: 'up', refl_from: 'H-township', refl_date: '2024-03-01' }),
      visit('3', 'level3', '20', '10000.00', { certno: 'E', med_type: '21', begntime: '2024-03-12 08:00:00', endtime: '2024-03-11 08:00:00', essential_drug_amt: '20000.00' }),
    ];
    const { code, out } = await typed(runAdjudicate, ['--policy', '210100-2024-01-01'], lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(code).toBe(1);
    const results = out.trim().split('\n').map((line) => JSON.parse(line) as { deductible?: string; reasons?: { code: string; column: string }[] });
    expect(results.map(({ deductible, reasons }) => reasons?.map((reason) => `${reason.column} ${reason.code}`) ?? deductible)).toEqual([
      ['endtime visit.ended_before_start', 'essential_drug_amt visit.essential_drugs_outside_scope'],
      '200.00',
      '600.00',
    ]);
  });

  test('tells a line that cannot be read from one that is paid', async () => {
    const lines = [JSON.stringify(visit('1', 'township', '01', '300.00', { inscp_scp_amt: '299.99' })), '{"broken', JSON.stringify(visit('2', 'township', '02', '10.00'))];
    const { code, out } = await typed(runAdjudicate, ['--policy', '210100-2024-01-01'], lines.join('\n'));
    expect(code).toBe(1);
    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { status: string }).status)).toEqual(['unreadable', 'unreadable', 'paid']);
    await expect(typed(runAdjudicate, ['--policy', 'nobody-knows'])).rejects.toThrow(/neither a file nor the id/);
  });
});
