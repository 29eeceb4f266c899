import { formatYuan } from '@/server/domain/kernel/money';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook, WorkbookSheet } from '@/server/domain/kernel/workbook';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { InputChange } from '@/server/domain/settlement/compare-inputs';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { type SettlementComparison, compareSettlements } from './compare-settlements';

/** 差异表 as a workbook: every changed amount of every line with the inputs it comes from, and every changed input. */
export async function exportComparison(context: ServiceContext, { before, after }: { readonly before: string; readonly after: string }, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const compared = await compareSettlements(context, before, after);
  if (!compared.ok) return compared;
  const comparison = compared.value;
  const fileName = [words.label('file', 'comparison'), comparison.year, `v${comparison.beforeVersion}`, `v${comparison.afterVersion}`].join('-');
  return accept({ fileName, workbook: { sheets: [linesSheet(words, comparison), inputsSheet(words, comparison)] } });
}

function linesSheet(words: Words, { lines, names }: SettlementComparison): WorkbookSheet {
  return {
    name: words.label('sheet', 'comparison.lines'),
    columns: columnsOf(words, [['pool', 'text'], ['institutionCode', 'text'], ['institutionName', 'text', 30], ['item', 'text', 16], ['before', 'yuan'], ['after', 'yuan'], ['change', 'yuan'], ['because', 'text', 60]]),
    rows: lines.flatMap((line) => {
      const because = line.because.map((change) => inWords(words, change, names)).join('；');
      return line.changes.map(({ amount, beforeFen, afterFen }) => [
        ...[words.label('pool', line.poolId), line.code, line.name, words.label('amount', amount)],
        ...[beforeFen, afterFen, afterFen - beforeFen, because],
      ]);
    }),
  };
}

function inputsSheet(words: Words, { inputs, names }: SettlementComparison): WorkbookSheet {
  return {
    name: words.label('sheet', 'comparison.inputs'),
    columns: columnsOf(words, [['pool', 'text'], ['institutionName', 'text', 30], ['part', 'text', 24], ['item', 'text', 20], ['beforeValue', 'text', 18], ['afterValue', 'text', 18]]),
    rows: inputs.map((change) => [
      ...[words.label('pool', change.poolId), nameIn(names, change.code), nameIn(names, change.part)],
      ...[words.label('input', change.field), valueText(change.field, change.before), valueText(change.field, change.after)],
    ]),
  };
}

function inWords(words: Words, change: InputChange, names: Readonly<Record<string, string>>): string {
  const of = change.part === null ? '' : `${nameIn(names, change.part)} `;
  return `${of}${words.label('input', change.field)} ${valueText(change.field, change.before)} → ${valueText(change.field, change.after)}`;
}

function nameIn(names: Readonly<Record<string, string>>, code: string | null): string {
  return code === null ? '' : (names[code] ?? code);
}

function valueText(field: string, value: string | number | null): string {
  if (value === null) return '—';
  return field.endsWith('Fen') && typeof value === 'number' ? formatYuan(value) : String(value);
}
