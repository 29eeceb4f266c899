import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '@/app/_copy/export';
import type { Store } from '@/db';
import { contract, resident } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { changeKeyGroups } from '@/server/services/resident-change/change-key-groups';
import { closeMonth } from '@/server/services/month/close-month';
import { exportMonth } from '@/server/services/month/export-month';
import { getMonth } from '@/server/services/month/get-month';
import { listMonths } from '@/server/services/month/list-months';
import { type District, mintDistrict } from '../factories/district';
import { granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const clerkOf = (district: District) => district.contextFor('bureau_clerk', { now: instantOf('2025-07-02 09:00:00') });

async function sign(district: District, residentId: string, startDay: string, endDay: string): Promise<void> {
  const { regionCode, team, township } = district;
  const id = `C-${residentId}`;
  const row = {
    ...{ regionCode, id, number: id, residentId, teamId: team.id, institutionCode: township.code, practitionerId: team.leaderId, termYears: 1 },
    ...{ startDay, endDay, status: 'in_force', previousContractId: null, channel: 'desk' as const },
    ...{ signedAt: 0, signedBy: 'test', requestKey: id, endedReason: null, endedAt: null },
  };
  await store.transaction((tx) => tx.append(contract, [row]));
}

describe('late news about members', () => {
  test('is booked in the open month with its origin and reason, and a closed month stays', async () => {
    const district = await mintDistrict(store);
    const { adult, elder, child, township } = district;
    const clerk = clerkOf(district);
    await sign(district, adult.id, '2025-01-01', '2025-12-31');
    await sign(district, elder.id, '2025-01-01', '2025-12-31');
    for (const month of ['2025-01', '2025-02', '2025-03']) granted(await closeMonth(clerk, month));
    const january = granted(await getMonth(clerk, '2025-01'));

    // The elder had died in February; the child's contract from March was brought in late; the adult is thirty years older.
    await store.transaction(async (tx) => {
      await tx.update(resident).set({ deathDay: '2025-02-10' }).where(eq(resident.id, elder.id));
      await tx.update(resident).set({ birthDay: '1950-05-06' }).where(eq(resident.id, adult.id));
    });
    await sign(district, child.id, '2025-03-01', '2026-02-28');
    // 65+ is a key group by itself: 6.00 × 1.8 × 1.2 − 6.00 × 0.7 = 8.76 a month; the elder 5.00 × 1.8 × 1.2 = 10.80; the child 5.00 × 0.6 = 3.00.
    expect(granted(await closeMonth(clerk, '2025-04'))).toMatchObject({ heads: 2, correctionFen: 3 * 876 - 2 * 1080 + 300 });
    const april = granted(await getMonth(clerk, '2025-04'));
    expect(april.corrections.map(({ originMonth, ageBand, insutype, heads, memberDays, incomeFen, reasons }) => [originMonth, insutype, ageBand, heads, memberDays, incomeFen, reasons.join()])).toEqual([
      ['2025-01', '310', '18-44', -1, -31, -420, 'birth_day'],
      ['2025-01', '310', '65+', 1, 31, 1296, 'birth_day'],
      ['2025-02', '310', '18-44', -1, -28, -420, 'birth_day'],
      ['2025-02', '310', '65+', 1, 28, 1296, 'birth_day'],
      ['2025-02', '390', '65+', -1, -28, -1080, 'death'],
      ['2025-03', '310', '18-44', -1, -31, -420, 'birth_day'],
      ['2025-03', '310', '65+', 1, 31, 1296, 'birth_day'],
      ['2025-03', '390', '65+', -1, -31, -1080, 'death'],
      ['2025-03', '390', '7-17', 1, 31, 300, 'contract_begun'],
    ]);
    const later = granted(await getMonth(clerk, '2025-01'));
    expect([later.heads, later.incomeFen, later.cells]).toEqual([january.heads, january.incomeFen, january.cells]);
    expect(later.correctedLater).toHaveLength(2);
    expect((await listMonths(clerk, '2025')).find(({ month }) => month === '2025-04')).toMatchObject({ correctionFen: 768 });
    expect(granted(await getMonth(district.contextFor('alliance_manager', { foreign: true }), '2025-04')).corrections).toEqual([]);
    const sheet = granted(await exportMonth(clerk, '2025-04', words)).workbook.sheets.find(({ name }) => name === '名册更正');
    expect([...((sheet?.rows ?? []) as Iterable<unknown>)][4]).toEqual(['2025-02', township.code, township.name, '居民医保', '65+', '女', '是', -1, -28, -1080, '去世登记在后']);

    // Nothing new: nothing is booked again. The death was a mistake: everything comes back.
    expect(granted(await closeMonth(clerk, '2025-05'))).toMatchObject({ correctionFen: 0 });
    await store.transaction((tx) => tx.update(resident).set({ deathDay: null }).where(eq(resident.id, elder.id)).then(() => undefined));
    expect(granted(await closeMonth(clerk, '2025-06'))).toMatchObject({ heads: 3, correctionFen: 4 * 1080 });
  });

  test('reaches back as far as the policy says', async () => {
    const district = await mintDistrict(store);
    const { adult } = district;
    const clerk = clerkOf(district);
    await sign(district, adult.id, '2024-01-01', '2025-12-31');
    for (const month of ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06', '2024-07', '2024-08', '2024-09', '2024-10', '2024-11', '2024-12', '2025-01', '2025-02']) {
      granted(await closeMonth(clerk, month));
    }
    const steps = [{ keyGroup: 'hypertension', member: true, from: '2025-02-10' }] as const;
    granted(await changeKeyGroups(clerk, { residentId: adult.id, version: 0, steps, reason: null }));
    // In the key group 4.20 × 1.2 = 5.04, from February on.
    expect(granted(await closeMonth(clerk, '2025-03'))).toMatchObject({ incomeFen: 504, correctionFen: 84 });
    await store.transaction((tx) => tx.update(contract).set({ endDay: '2024-01-10', status: 'terminated' }).where(eq(contract.residentId, adult.id)).then(() => undefined));
    // Twelve months back from April 2025: ten of them at 4.20, February and March in the key group.
    expect(granted(await closeMonth(clerk, '2025-04'))).toMatchObject({ heads: 0, correctionFen: -(10 * 420 + 2 * 504) });
  });
});
