import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listIdentityIntervals } from '@/db/queries/resident-identity';
import { readIdentityRow } from '@/server/integration/his/identity-row';
import { getBatch } from '@/server/services/import/get-batch';
import { importIdentities } from '@/server/services/import/import-identities';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { listIdentityRecords } from '@/db/queries/resident-identity';
import { withdrawIdentity } from '@/server/services/resident-identity/end-identity';
import { getVisit } from '@/server/services/visit/get-visit';
import { type District, mintDistrict } from '../factories/district';
import type { TestResident } from '../factories/residents';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

const clerk = () => district.contextFor('bureau_clerk');
type Row = readonly [who: TestResident, named: string, begntime: string, endtime?: string];
const rowOf = ([who, named, begntime, endtime]: Row, at: number) =>
  readIdentityRow({ rowNumber: at + 2, problems: [], fields: { psn_cert_type: '01', certno: who.certNo, psn_idet_type: named, begntime, endtime: endtime ?? '' } });
const take = async (...rows: Row[]) => {
  const summary = await importIdentities(clerk(), fileOf(rows.map(rowOf), 'identities.csv'));
  const view = accepted(await getBatch(clerk(), { batchId: summary.batchId, page: 1, pageSize: 50 }));
  const { accepted: taken, alreadyHeld, conflicting, rejected } = summary;
  return { counts: [taken, alreadyHeld, conflicting, rejected], codes: view.issues.rows.flatMap(({ reasons }) => reasons.map(({ code, column }) => [code, column])) };
};
const heldBy = async (who: TestResident) => (await listIdentityIntervals(store.reads, district.regionCode, [who.id])).get(who.id) ?? [];

describe('a file of identity classes', () => {
  test('is taken by code or by name, with days or times; an end far away is none', async () => {
    const { elder, child, adult } = district;
    expect(await take([elder, '低保', '2025-01-01 00:00:00', '2099-12-31 23:59:59'], [child, 'marginal', '2025-02-01'], [adult, '因病致贫重病患者', '2024-05-01', '2024-12-31'])).toEqual({ counts: [3, 0, 0, 0], codes: [] });
    expect(await heldBy(elder)).toEqual([{ identityClass: 'subsistence', from: '2025-01-01', to: null }]);
    expect(await heldBy(adult)).toEqual([{ identityClass: 'illness_poverty', from: '2024-05-01', to: '2024-12-31' }]);
  });

  test('changes nothing when it comes again; a later file ends what was open', async () => {
    const { elder } = district;
    await take([elder, '低保', '2025-01-01']);
    expect((await take([elder, '低保', '2025-01-01'])).counts).toEqual([0, 1, 0, 0]);
    expect((await take([elder, '低保', '2025-01-01', '2025-06-30'])).counts).toEqual([1, 0, 0, 0]);
    expect(await heldBy(elder)).toEqual([{ identityClass: 'subsistence', from: '2025-01-01', to: '2025-06-30' }]);
    expect(await take([elder, '低保', '2025-01-01'])).toEqual({ counts: [0, 0, 1, 0], codes: [['import.content_differs', 'endtime']] });
    expect(await take([elder, '低保', '2025-06-01'])).toEqual({ counts: [0, 0, 0, 1], codes: [['identity_class.already_held', 'begntime']] });
  });

  test('the order of its rows does not matter', async () => {
    const { elder, child } = district;
    const rows = (who: TestResident): Row[] => [[who, '低保', '2023-01-01', '2023-12-31'], [who, '低保', '2024-01-01', '2024-12-31'], [who, '特困', '2024-06-01']];
    await take(...rows(elder));
    await take(...rows(child).reverse());
    expect(await heldBy(child)).toEqual(await heldBy(elder));
  });

  test('says of each row what is wrong with it', async () => {
    const { elder } = district;
    const stranger = { ...elder, certNo: '110101196104090054' };
    const { counts, codes } = await take([elder, '一般人员', '2025-01-01'], [elder, '低保', '2025-02-30'], [elder, '低保', ''], [elder, '低保', '2025-03-01', '2025-02-01'], [stranger, '低保', '2025-01-01']);
    expect(counts).toEqual([0, 0, 0, 5]);
    expect(codes).toEqual(
      expect.arrayContaining([
        ['import.value_unknown', 'psn_idet_type'],
        ['import.day_malformed', 'begntime'],
        ['import.value_missing', 'begntime'],
        ['identity_class.days_out_of_order', 'endtime'],
      ]),
    );
    expect(await heldBy(elder)).toEqual([]);
  });

  test('does not bring back what was withdrawn as a mistake', async () => {
    const { elder } = district;
    await take([elder, '低保', '2025-01-01']);
    const [row] = await listIdentityRecords(store.reads, district.regionCode, elder.id);
    accepted(await withdrawIdentity(clerk(), { identityId: row?.id ?? '', reason: '登记错了人' }));
    expect(await take([elder, '低保', '2025-01-01'])).toEqual({ counts: [0, 0, 1, 0], codes: [['identity_class.withdrawn', 'begntime']] });
  });

  test('held visits of its people are adjudicated again', async () => {
    const { elder, lead } = district;
    await importVisits(clerk(), fileOf([visitRow({ who: elder, at: lead, on: '2025-01-15', medType: '21', inScopeFen: 20_000_000, settlementId: 'stay' })]));
    await take([elder, '低保对象', '2025-01-01']);
    const view = accepted(await getVisit(clerk(), { institutionCode: lead.code, settlementId: 'stay' }));
    expect(view.adjudication?.layers).toMatchObject({ ladderFen: 4_904_500, assistanceFen: 2_208_850 });
    expect(await verifyLedger(district.contextFor('finance'))).toMatchObject({ unbalanced: [], differences: [], stale: [] });
  });
});
