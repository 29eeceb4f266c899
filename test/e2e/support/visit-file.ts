import { type optionalVisitColumns, visitColumns } from '@/server/domain/import/visit-columns';
import { csvOf } from '@/server/domain/kernel/csv';

type Column = (typeof visitColumns)[number] | (typeof optionalVisitColumns)[number];
export type VisitRow = Readonly<Record<(typeof visitColumns)[number], string>> & Readonly<Partial<Record<Column, string>>>;

/** A file as hospitals send it, in the national field names. */
export function visitFile(name: string, rows: readonly VisitRow[]): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } {
  const columns: readonly Column[] = [...visitColumns, 'dise_codg', 'dise_name', 'act_pay_dedc', 'hifp_pay'];
  return { name, mimeType: 'text/csv', buffer: Buffer.from(csvOf([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]), 'utf8') };
}
