import type { Month } from '@/server/domain/kernel/calendar-day';
import { csvOf } from '@/server/domain/kernel/csv';
import { formatYuan } from '@/server/domain/kernel/money';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { getPrepayment } from './get-prepayment';

export interface ExportedFile {
  readonly fileName: string;
  readonly content: string;
}

/** A run as a file that spreadsheet programs open: amounts in yuan, columns named as the import fields are. */
export async function exportPrepayment(context: ServiceContext, month: Month): Promise<Outcome<ExportedFile, GenericRefusal>> {
  const found = await getPrepayment(context, month);
  if (!found.ok) return found;
  const { lines, share, status } = found.value;
  const header = ['month', 'status', 'fixmedins_code', 'fixmedins_name', 'pool', 'fee_for_service', 'share', 'prepayment'];
  const rows = lines.map((line) => [month, status, line.institutionCode, line.institutionName, line.pool, formatYuan(line.feeForServiceFen), share, formatYuan(line.amountFen)]);
  return accept({ fileName: `prepayment-${month}.csv`, content: csvOf([header, ...rows]) });
}
