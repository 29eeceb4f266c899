import { insertPair, pairIds } from '@/db/queries/duplicate';
import { uuidv7 } from '@/server/services/context';
import type { District } from '../factories/district';
import { mergeNow } from '../factories/duplicates';
import { fresh, granted } from '../factories/referrals';

/** A pair of the region that waits for somebody's look, and two records that were made one. */
export async function holdPairs(district: District, homeInstitutionCode: string): Promise<{ readonly pairId: string; readonly mergeId: string }> {
  const { regionCode } = district;
  const [one, other, kept, double] = [await add(district, homeInstitutionCode), await add(district, homeInstitutionCode), await add(district, homeInstitutionCode), await add(district, homeInstitutionCode)];
  const pairId = uuidv7();
  const open = { status: 'open' as const, decidedAt: null, decidedBy: null, decidedByName: null, note: null, version: 1 };
  await district.contextFor('system').store.transaction((tx) => insertPair(tx, { regionCode, id: pairId, ...pairIds(one, other), reasons: ['same_name'], doubts: [], score: 60, foundAt: 0, ...open }));
  const { mergeId } = granted(await mergeNow(district.contextFor('bureau_clerk'), kept, double));
  return { pairId, mergeId };
}

async function add(district: District, homeInstitutionCode: string): Promise<string> {
  return (await district.addResident({ name: fresh('双档'), homeInstitutionCode })).id;
}
