import type { Month } from '@/server/domain/kernel/calendar-day';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { GenericRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { getPrepayment } from './get-prepayment';

/** A month's run as a workbook: its lines within reach, a line each. */
export async function exportPrepaymentWorkbook(context: ServiceContext, month: Month, words: Words): Promise<Outcome<ExportedWorkbook, GenericRefusal>> {
  const found = await getPrepayment(context, month);
  if (!found.ok) return found;
  const { lines, basis, share, status } = found.value;
  return accept({
    fileName: `${words.label('file', 'prepayment')}-${month}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'prepayment'),
          columns: columnsOf(words, [
            ...([['month', 'text'], ['status', 'text'], ['basis', 'text', 20], ['institutionCode', 'text'], ['institutionName', 'text', 24], ['pool', 'text', 20]] as const),
            ...([['feeForService', 'yuan'], ['share', 'decimal'], ['yearBudget', 'yuan'], ['otherMonths', 'yuan'], ['prepayment', 'yuan']] as const),
          ]),
          rows: lines.map((line) => [
            ...[month, words.label('prepaymentStatus', status), words.label('prepaymentBasis', basis), line.institutionCode, line.institutionName, words.label('pool', line.pool)],
            ...[line.feeForServiceFen, share, line.yearFen, line.otherMonthsFen, line.amountFen],
          ]),
        },
      ],
    },
  });
}
