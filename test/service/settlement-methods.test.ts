import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listUnbalancedPostings } from '@/db/queries/ledger';
import { settle } from '@/server/domain/settlement/settle';
import { type SettlementMethod, settlementMethods } from '@/server/domain/policy/policy-version';
import { publishInput, publishStatement } from '@/server/integration/statement/publish-statement';
import { readSettlementInput } from '@/server/integration/statement/read-statement';
import { getLine, listVisitsOfLine } from '@/server/services/settlement/get-line';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
import { type SettledYear, digestOfStatement, settleBookedYear } from '../factories/settle-by-method';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';
import { plainFinals } from './plain-year';

let store: Store;
let url: string;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, url, drop } = await freshStore()));
afterAll(() => drop());

const visits = 3000;
const root = join(import.meta.dirname, '../..');

/** What this year's statements are, on every engine, in any order and time zone. Change one only with the reason for it. */
const digests: Readonly<Record<SettlementMethod, string>> = {
  points: '9ea410995e769b38f71dc2e92416f8c73c90453058c75394276af7a85f899792',
  per_head_ceiling: '8779b86ef5818c9c83ba7cf9ffd7525c4b04be8dd1d1d17ecfb925236211ccf8',
  alliance_total: '15ed87fc8146685fecabfaef286e63e4fd1932bf39f52f58b6711b1df104b17a',
  total_kept_or_borne: 'e096ce02019f53703dd09039587a4103bbd052381550433f8564e40664be4a4a',
  composite: '53f83218ee3885d20e4aecf73458d93315ef585bb266db336e5b3f90528e394c',
};

/** The same digests from a process of its own whose clock is in another part of the world. */
async function digestsIn(zone: string): Promise<{ digests: Record<string, string>; hour: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'test/service/settlement-child.ts'), url, String(visits)], {
    cwd: root,
    env: { ...process.env, TZ: zone },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (piece: Buffer) => (told += piece.toString()));
  await once(child, 'close');
  return JSON.parse(told) as { digests: Record<string, string>; hour: number };
}

describe.each(settlementMethods)('a year by %s, from the books to the line', (method) => {
  let settled: SettledYear;
  beforeAll(async () => {
    settled = await settleBookedYear(store, method, visits);
  }, 240_000);
  const clerk = () => settled.district.contextFor('bureau_clerk');

  test('comes to what its visits say in plain whole numbers', () => {
    const found = new Map(settled.statement.lines.map(({ poolId, code, finalFen }) => [`${poolId}/${code}`, BigInt(finalFen)]));
    expect(new Map([...found].sort())).toEqual(new Map([...plainFinals(method, settled)].sort()));
  });

  test('computes again to itself from its inputs and from the books', async () => {
    expect(accepted(await verifySettlement(clerk(), settled.settlementId))).toMatchObject({ holds: true, fromBooks: [], fromInputs: [] });
    const { input } = settled.statement;
    expect(settle(input)).toEqual({ ok: true, value: settled.statement });
    expect(readSettlementInput(publishInput(input)).input).toEqual(input);
    expect(readSettlementInput(JSON.parse(JSON.stringify(publishStatement(settled.statement)))).input).toEqual(input);
  });

  test('opens every line, and every place behind it, down to visits that sum to it', async () => {
    const view = accepted(await getSettlement(clerk(), settled.settlementId));
    expect(view.entitlementsAddUp).toBe(true);
    for (const { poolId, code } of view.lines) {
      const key = { settlementId: settled.settlementId, poolId, code };
      const { parts } = accepted(await getLine(clerk(), key));
      for (const place of [undefined, ...parts.map((part) => part.code)]) {
        const behind = accepted(await listVisitsOfLine(clerk(), { ...key, place }, { page: 1, pageSize: 5 }));
        expect([poolId, code, place, behind.agrees, behind.ordinaryFen + behind.specialFen]).toEqual([poolId, code, place, true, behind.lineFen]);
      }
    }
  });

  test('freezes the budgets it was computed from', async () => {
    const view = accepted(await getSettlement(clerk(), settled.settlementId));
    expect(view.whyNot.deliver.map(({ code }) => code)).not.toContain('settlement.budget_changed');
    expect(await listUnbalancedPostings(store.reads, settled.district.regionCode)).toEqual([]);
  });

  test('is the same byte for byte on either engine', () => {
    expect(digestOfStatement(settled)).toBe(digests[method]);
  });

  test('and when the visits were booked the other way round', async () => {
    const turned = await settleBookedYear(store, method, visits, (inOrder) => [...inOrder].reverse());
    expect(digestOfStatement(turned)).toBe(digests[method]);
  }, 240_000);
});

test('a process on New York time settles the same years by all methods byte for byte', async () => {
  expect(await digestsIn('America/New_York')).toEqual({ digests, hour: 8 });
}, 240_000);
