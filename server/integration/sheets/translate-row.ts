import type { FileColumn } from '@/server/domain/import/file-column';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { isStorableText } from '@/server/domain/kernel/storable';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import type { RowProblem } from '@/server/services/import/incoming';
import { civilOfSerial } from './number-formats';
import type { SheetRow } from './sheet-row';

/**
 * A row as people fill it in, in the words of the interface: names of values become their codes and the ways to write a day become one.
 * What a spreadsheet has spoilt on the way is told: numbers that lost their digits, days that became serials.
 */
export function translateRow(row: SheetRow, columns: readonly FileColumn[]): SheetRow {
  // Files of other systems are in the interface's words already, so that hardly a row is written anew.
  let fields: Record<string, string> | null = null;
  let problems: RowProblem[] | null = null;
  for (const code in row.fields) {
    const raw = row.fields[code] ?? '';
    if (!isStorableText(raw)) (fields ??= { ...row.fields })[code] = storable(raw);
  }
  for (const column of columns) {
    const { code } = column;
    const raw = (fields ?? row.fields)[code]?.trim();
    if (raw === undefined || raw === '') continue;
    const { text, problem } = translated(column, raw);
    if (text !== row.fields[code]) (fields ??= { ...row.fields })[code] = text;
    if (problem && !row.problems.some((each) => each.column === code)) (problems ??= [...row.problems]).push(problem);
  }
  return fields === null && problems === null ? row : { ...row, fields: fields ?? row.fields, problems: problems ?? row.problems };
}

/** Whether the row is the example of a template, left in. */
export function isExample({ fields }: SheetRow): boolean {
  return /^[【[(（]?示例/u.test(fields.remark?.trim() ?? '');
}

/** A workbook can spell half characters and zero characters, which no database keeps as text. */
function storable(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\0', '');
}

interface Translated {
  readonly text: string;
  readonly problem?: RowProblem;
}

function translated(column: FileColumn, text: string): Translated {
  switch (column.kind) {
    case 'value':
      return { text: codeOf(column, text) };
    case 'list':
      return { text: text.split(/[,;、，；]+/u).map((each) => codeOf(column, each.trim())).filter((each) => each !== '').join(';') };
    case 'day':
      return dayOf(column.code, text);
    case 'number':
      return numberOf(column.code, text);
    default:
      return { text };
  }
}

function codeOf({ values = {} }: FileColumn, text: string): string {
  const plain = /^[!-~]+$/.test(text) ? text : text.normalize('NFKC').replace(/\s/gu, '');
  return Object.hasOwn(values, plain) ? (values[plain] ?? text) : text;
}

/** 20250301, 2025/3/1, 2025.3.1 and 2025年3月1日 are days, too; a midnight after them says nothing. */
function dayOf(code: string, text: string): Translated {
  const plain = text.normalize('NFKC').replace(/[ T]0{1,2}:00(:00(\.0+)?)?$/, '').trim();
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/u.exec(plain);
  const day = parts ? `${parts[1] ?? ''}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[3] ?? '').padStart(2, '0')}` : text;
  if (isDay(day)) return { text: day };
  const serial = /^\d{4,5}(\.\d+)?$/.test(plain) ? civilOfSerial(Math.floor(Number(plain)), 'day', false) : null;
  // A workbook may count from 1904 and a text file says nothing of it, so that the day is told and not taken.
  return serial === null ? { text } : { text, problem: { code: 'import.day_is_serial', column: code, facts: { column: code, value: plain, day: serial } } };
}

/** 1.10101E+17, and eighteen digits that end in 000 and belong to nobody: a program has taken the number for one to calculate with. */
function numberOf(code: string, text: string): Translated {
  const plain = text.replace(/^['‘’`]/u, '');
  const isExponent = /^\d(\.\d+)?[eE]\+?\d{1,2}$/.test(plain);
  const isRounded = code === 'certno' && /^\d{15}000$/.test(plain) && !checkIdentityNumber('01', plain).ok;
  return isExponent || isRounded ? { text: plain, problem: { code: 'import.digits_lost', column: code, facts: { column: code } } } : { text: plain };
}
