import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import type { BoardLine } from '@/server/domain/monitoring/coverage-board';
import type { GenericRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { getBoard } from './get-board';

const shares = [['residents', 'count'], ['signedPeople', 'count'], ['coverageRate', 'decimal'], ['keyResidents', 'count'], ['keySigned', 'count'], ['keyCoverageRate', 'decimal']] as const;
const work = [['renewalsDue', 'count'], ['renewed', 'count'], ['lapsed', 'count'], ['renewalsPending', 'count'], ['contracts', 'count'], ['served', 'count'], ['occasionsDue', 'count'], ['occasionsDone', 'count']] as const;

/** 签约覆盖看板 as a workbook: institutions, teams and key groups on a day. It names nobody. */
export async function exportBoard(context: ServiceContext, input: { readonly on?: Day | undefined }, words: Words): Promise<Outcome<ExportedWorkbook, GenericRefusal>> {
  const board = await getBoard(context, { on: input.on ?? null });
  const shareCells = ({ all, keyPeople }: Pick<BoardLine, 'all' | 'keyPeople'>) => [all.residents, all.signed, all.rate, keyPeople.residents, keyPeople.signed, keyPeople.rate];
  const workCells = (line: Pick<BoardLine, 'due' | 'renewed' | 'lapsed' | 'pending' | 'contracts' | 'served' | 'occasionsDue' | 'occasionsDone'>) => [
    ...[line.due, line.renewed, line.lapsed, line.pending, line.contracts, line.served, line.occasionsDue, line.occasionsDone],
  ];
  const named = [
    ...board.institutions,
    ...(board.noHome ? [{ ...board.noHome, code: '', name: words.label('column', 'noHome') }] : []),
    { ...board.total, code: '', name: words.label('column', 'allPlaces') },
  ];
  return accept({
    fileName: `${words.label('file', 'coverage')}-${board.on}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'coverage.institutions'),
          columns: columnsOf(words, [['asOf', 'day'], ['institutionCode', 'text', 16], ['institutionName', 'text', 24], ...shares, ['ownSigned', 'count'], ...work]),
          rows: named.map((line) => [board.on, line.code ?? '', line.name ?? '', ...shareCells(line), line.ownSigned, ...workCells(line)]),
        },
        {
          name: words.label('sheet', 'coverage.teams'),
          columns: columnsOf(words, [['asOf', 'day'], ['institutionName', 'text', 24], ['teamName', 'text', 24], ['signedPeople', 'count'], ['keySigned', 'count'], ...work]),
          rows: board.teams.map((line) => [board.on, line.institutionName, line.name, line.signed, line.keySigned, ...workCells(line)]),
        },
        {
          name: words.label('sheet', 'coverage.groups'),
          columns: columnsOf(words, [['asOf', 'day'], ['keyGroup', 'text', 20], ['residents', 'count'], ['signedPeople', 'count'], ['coverageRate', 'decimal']]),
          rows: board.groups.map(({ group, residents, signed, rate }) => [board.on, words.label('keyGroup', group), residents, signed, rate]),
        },
      ],
    },
  });
}
