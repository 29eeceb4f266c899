import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '@/app/_copy/export';
import type { Store } from '@/db';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import { PermissionDenied } from '@/server/services/permit';
import { exportPostings } from '@/server/services/posting/export-postings';
import { recordPosting } from '@/server/services/posting/record-posting';
import { exportCapacityReport } from '@/server/services/referral-report/export-capacity-report';
import { exportFlowReport } from '@/server/services/referral-report/export-flow-report';
import { exportOutsideCare, exportQuarterReport } from '@/server/services/referral-report/export-quarter-report';
import { type District, mintDistrict } from '../factories/district';
import { fresh, granted, publishClinic, sendOnto } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;

const march = { from: '2025-03', to: '2025-03', allianceId: null, institutionCode: null } as const;
const capacity = { ...march, by: 'resource', kind: null, departmentCode: null } as const;
const flow = { ...march, by: 'receiver', departmentCode: null, direction: null } as const;
const year = { fromDay: '2025-01-01', toDay: '2025-12-31', kinds: null, allianceId: null, institutionCode: null, side: 'either' } as const;
const office = () => district.contextFor('referral_office');

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  await sendOnto(district, await publishClinic(district, { resourceName: '=顾文博' }));
  const { lead, township } = district;
  granted(
    await recordPosting(office(), {
      ...{ requestKey: fresh('posting'), kind: 'ward_round', fromInstitutionCode: lead.code, toInstitutionCode: township.code, personName: '蒋一鸣', title: '副主任医师' },
      ...{ subject: '神经内科', fromDay: '2025-03-05', toDay: '2025-03-06', times: 2, people: 9, note: null },
    }),
  );
});
afterAll(() => drop());

/** Each sheet by its name, with its titles and rows. */
async function sheetsOf(exported: Promise<Outcome<ExportedWorkbook>>): Promise<Record<string, { titles: string[]; rows: unknown[][] }>> {
  const { workbook, fileName } = granted(await exported);
  expect(fileName).not.toMatch(/[a-z]/);
  const sheets: Record<string, { titles: string[]; rows: unknown[][] }> = {};
  for (const { name, columns, rows } of workbook.sheets) {
    const read: unknown[][] = [];
    for await (const row of rows) read.push([...row]);
    sheets[name] = { titles: columns.map(({ title }) => title), rows: read };
    for (const row of read) expect(row, name).toHaveLength(columns.length);
  }
  return sheets;
}

describe('every report as a workbook says what the screen says, in words', () => {
  test.each([
    ['capacity', () => exportCapacityReport(office(), capacity, words)],
    ['flow', () => exportFlowReport(office(), flow, words)],
    ['quarter', () => exportQuarterReport(office(), march, words)],
    ['outside', () => exportOutsideCare(office(), march, words)],
    ['postings', () => exportPostings(office(), year, words)],
  ] as const)('%s', async (_name, make) => {
    for (const [sheet, { titles }] of Object.entries(await sheetsOf(make()))) {
      expect(sheet).not.toMatch(/[a-z.]/);
      // A code without a title would come out as itself.
      for (const title of titles) expect(title, sheet).not.toMatch(/^[a-zA-Z]+$/);
      expect(new Set(titles).size, sheet).toBe(titles.length);
    }
  });

  test('a specialist’s line, with the target beside the share', async () => {
    const { 预留达标: lines } = await sheetsOf(exportCapacityReport(office(), capacity, words));
    expect(lines?.rows[0]?.slice(0, 10)).toEqual(['城东中心医院', '心血管内科', '=顾文博', '门诊号源', 1, 3, 1, '0.333333', '1/3', 0]);
  });

  test('the quarter’s lines', async () => {
    const { 季度报表: lines } = await sheetsOf(exportQuarterReport(office(), march, words));
    expect(lines?.rows.find(([item]) => item === '查房')).toEqual(['查房', 2, 9]);
    expect(lines?.rows.find(([item]) => item === '派出合计')).toEqual(['派出合计', 2, 9]);
  });

  test('the postings, one a row', async () => {
    const { 派驻与进修: list } = await sheetsOf(exportPostings(office(), year, words));
    expect(list?.rows).toEqual([['2025-03-05', '2025-03-06', '查房', '蒋一鸣', '副主任医师', '城东中心医院', '柳河镇卫生院', '神经内科', 2, 9, null, '转诊办']]);
  });

  test('not for a doctor', async () => {
    await expect(exportCapacityReport(district.contextFor('doctor'), capacity, words)).rejects.toThrow(PermissionDenied);
    await expect(exportPostings(district.contextFor('doctor'), year, words)).rejects.toThrow(PermissionDenied);
  });
});
