import type { Month } from '@/server/domain/kernel/calendar-day';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { GenericRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { getMonth } from './get-month';

/** 签约人月: a closed month by institution, team and cell, as far as the actor's reach goes. It counts people and names none. */
export async function exportMonth(context: ServiceContext, month: Month, words: Words): Promise<Outcome<ExportedWorkbook, GenericRefusal>> {
  const found = await getMonth(context, month);
  if (!found.ok) return found;
  const { institutions, teams, cells, corrections, working } = found.value;
  const nameOf = new Map(institutions.map(({ code, name }) => [code, name]));
  const teamName = new Map(teams.map(({ code, name }) => [code, name]));
  const sheet = (name: string) => words.label('sheet', name);
  return accept({
    fileName: `${words.label('file', 'month')}-${month}`,
    workbook: {
      sheets: [
        {
          name: sheet('month.institutions'),
          columns: columnsOf(words, [['institutionCode', 'text'], ['institutionName', 'text', 24], ['heads', 'count'], ['income', 'yuan'], ['feeForService', 'yuan']]),
          rows: institutions.map(({ code, name, heads, incomeFen, feeForServiceFen }) => [code, name, heads, incomeFen, feeForServiceFen]),
        },
        {
          name: sheet('month.teams'),
          columns: columnsOf(words, [['teamName', 'text', 24], ['heads', 'count'], ['income', 'yuan']]),
          rows: teams.map(({ name, heads, incomeFen }) => [name, heads, incomeFen]),
        },
        {
          name: sheet('month.cells'),
          columns: columnsOf(words, [
            ...([['institutionCode', 'text'], ['institutionName', 'text', 24], ['teamName', 'text', 24], ['insutype', 'text'], ['ageBand', 'text'], ['sex', 'text']] as const),
            ...([['inKeyGroup', 'text'], ['heads', 'count'], ['income', 'yuan']] as const),
          ]),
          rows: cells.map((cell) => [
            ...[cell.institutionCode, nameOf.get(cell.institutionCode), teamName.get(cell.teamId), words.label('insutype', cell.insutype), cell.ageBand],
            ...[words.label('sex', cell.sex), words.label('yesNo', cell.inKeyGroup ? 'yes' : 'no'), cell.heads, cell.incomeFen],
          ]),
        },
        {
          name: sheet('month.corrections'),
          columns: columnsOf(words, [
            ...([['originMonth', 'text'], ['institutionCode', 'text'], ['institutionName', 'text', 24], ['insutype', 'text'], ['ageBand', 'text'], ['sex', 'text']] as const),
            ...([['inKeyGroup', 'text'], ['heads', 'count'], ['memberDays', 'count'], ['income', 'yuan'], ['reasons', 'text', 30]] as const),
          ]),
          rows: corrections.map((row) => [
            ...[row.originMonth, row.institutionCode, nameOf.get(row.institutionCode), words.label('insutype', row.insutype), row.ageBand, words.label('sex', row.sex)],
            ...[words.label('yesNo', row.inKeyGroup ? 'yes' : 'no'), row.heads, row.memberDays, row.incomeFen],
            row.reasons.map((reason) => words.label('correctionReason', reason)).join('、'),
          ]),
        },
        {
          name: sheet('working'),
          columns: columnsOf(words, [['step', 'text', 20], ['formula', 'text', 40], ['operands', 'text', 48], ['result', 'text', 18], ['clause', 'text', 30], ['confidence', 'text']]),
          rows: working.map((step) => {
            const said = words.step(step);
            return [said.name, said.formula, said.operands, said.result, said.clause, said.confidence];
          }),
        },
      ],
    },
  });
}
