import type { Workbook } from '@/server/domain/kernel/workbook';
import type { Words } from '@/server/domain/words';
import { type FileColumn, exampleRemark } from './file-column';
import { contractFileColumns, institutionFileColumns, residentFileColumns } from './registry-columns';
import { visitFileColumns } from './visit-file-columns';

/** Files that there is a template for. */
export const templateKinds = ['residents', 'contracts', 'institutions', 'visits'] as const;
export type TemplateKind = (typeof templateKinds)[number];

const columnsOfKind: Readonly<Record<TemplateKind, readonly FileColumn[]>> = {
  residents: residentFileColumns,
  contracts: contractFileColumns,
  institutions: institutionFileColumns,
  visits: visitFileColumns,
};

/**
 * A workbook to be filled in: a sheet with the columns and an example, whose every cell is text so that no program takes a number of
 * eighteen digits for one to calculate with, and a sheet that tells of each column what may stand in it.
 */
export function templateOf(kind: TemplateKind, words: Words): Workbook {
  const say = (what: string) => words.label('template', what);
  const columns = columnsOfKind[kind];
  const example = columns.map(({ code, example: text }) => (code === 'remark' ? exampleRemark : text));
  const instructions = columns.map((column) => [column.names[0], column.code, say(column.required ? 'needed' : 'optional'), choicesOf(column), column.note]);
  return {
    sheets: [
      { name: say('data'), columns: columns.map((column) => ({ title: `${column.names[0]}${column.required ? '*' : ''}`, kind: 'text', width: widthOf(column) })), rows: [example] },
      {
        name: say('instructions'),
        columns: titles.map(([title, width]) => ({ title: say(title), kind: 'text', width })),
        rows: [...instructions, ...notes.map((note) => [say(note)])],
      },
    ],
  };
}

const titles = [
  ['title.name', 18],
  ['title.code', 18],
  ['title.need', 8],
  ['title.choices', 44],
  ['title.note', 60],
] as const;
/** What to mind, after the columns are told one by one. */
const notes = ['note.header', 'note.digits', 'note.days', 'note.cells'] as const;

function choicesOf({ values = {} }: FileColumn): string {
  const first = new Map<string, string>();
  for (const [word, code] of Object.entries(values)) if (!first.has(code)) first.set(code, word);
  return [...first].map(([code, word]) => `${word}（${code}）`).join('、');
}

function widthOf({ kind, example }: FileColumn): number {
  return Math.max(kind === 'number' ? 22 : 14, Math.min(36, [...example].length * 2));
}
