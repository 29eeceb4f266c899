import { type ScanRow, listScans as listRows } from '@/db/queries/warning';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

/** When each month was last scanned and what came of it, newest month first; nothing for those who see a part of the region. */
export async function listScans(context: ServiceContext): Promise<Omit<ScanRow, 'regionCode' | 'scannedBy'>[]> {
  const reach = permit(context, 'warning:read');
  if (reach.institutionCodes !== 'all') return [];
  return (await listRows(context.store.reads, reach.regionCode)).map(({ regionCode: _region, scannedBy: _by, ...row }) => row);
}
