import type { FileRefusal } from '@/server/domain/import/refusals';

/** What is wrong with the names of a file's columns: all that are missing, all that stand twice. */
export function refusalsOfHeader(columns: readonly string[], required: readonly string[]): FileRefusal[] {
  if (columns.every((column) => column === '')) return [{ code: 'import.file_empty', facts: {} }];
  const repeated = columns.filter((column, at) => column !== '' && columns.indexOf(column) !== at);
  return [
    ...required.filter((column) => !columns.includes(column)).map((column): FileRefusal => ({ code: 'import.column_missing', facts: { column } })),
    ...repeated.map((column): FileRefusal => ({ code: 'import.column_repeated', facts: { column } })),
  ];
}
