import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { listBudgetSheet } from './list-budgets';
import { codeOfScope } from './scope-places';

/** 预算表: the year's budgets within reach with what was spent, and the sums against the region's. */
export async function exportBudgets(context: ServiceContext, year: string, words: Words): Promise<Outcome<ExportedWorkbook, never>> {
  const { budgets, sums } = await listBudgetSheet(context, year);
  const pool = (code: string) => words.label('pool', code);
  return accept({
    fileName: `${words.label('file', 'budgets')}-${year}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'budgets'),
          columns: columnsOf(words, [
            ...([['pool', 'text', 20], ['scope', 'text'], ['scopeCode', 'text', 16], ['scopeName', 'text', 24], ['method', 'text']] as const),
            ...([['budget', 'yuan'], ['adjustment', 'yuan'], ['limit', 'yuan'], ['spent', 'yuan'], ['left', 'yuan'], ['version', 'count']] as const),
          ]),
          rows: budgets.map(({ scope, basis, limitFen, spentFen, ...row }) => [
            ...[pool(row.pool), words.label('budgetScope', scope.kind), codeOfScope(scope), row.name, words.label('budgetMethod', basis.method)],
            ...[row.baseFen, row.adjustmentFen, limitFen, spentFen, limitFen - spentFen, row.version],
          ]),
        },
        {
          name: words.label('sheet', 'budgets.sums'),
          columns: columnsOf(words, [['pool', 'text', 20], ['regionLimit', 'yuan'], ['alliances', 'yuan'], ['alliancesRest', 'yuan'], ['institutions', 'yuan'], ['institutionsRest', 'yuan']]),
          rows: sums.map((sum) => [pool(sum.pool), sum.regionFen, sum.alliancesFen, sum.alliancesRestFen, sum.institutionsFen, sum.institutionsRestFen]),
        },
      ],
    },
  });
}
