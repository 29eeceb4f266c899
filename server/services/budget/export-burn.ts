import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { listBurn } from './list-burn';

/** 预算执行: what each pool's visits cost in a year beside what it may spend, and month by month. */
export async function exportBurn(context: ServiceContext, year: string, words: Words): Promise<Outcome<ExportedWorkbook, never>> {
  const pools = await listBurn(context, year);
  return accept({
    fileName: `${words.label('file', 'burn')}-${year}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'burn.pools'),
          columns: columnsOf(words, [['pool', 'text', 20], ['budget', 'yuan'], ['adjustment', 'yuan'], ['spent', 'yuan'], ['left', 'yuan']]),
          rows: pools.map(({ pool, budgetFen, adjustmentFen, spentFen }) => [
            ...[words.label('pool', pool), budgetFen, adjustmentFen, spentFen],
            budgetFen === null ? null : budgetFen + (adjustmentFen ?? 0) - spentFen,
          ]),
        },
        {
          name: words.label('sheet', 'burn.months'),
          columns: columnsOf(words, [['month', 'text'], ['pool', 'text', 20], ['feeForService', 'yuan']]),
          rows: pools.flatMap(({ pool, months }) => months.map(({ month, feeForServiceFen }) => [month, words.label('pool', pool), feeForServiceFen])),
        },
      ],
    },
  });
}
