import type { Workbook, WorkbookColumn, WorkbookSheet } from '@/server/domain/kernel/workbook';
import { cellXml, columnName, styleOf, stylesXml, textCell, xmlText } from './xlsx-cells';
import { type ZipPart, zipOf } from './zip-writer';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const xlsxType = `${contentType}.sheet`;

/** A sheet ends where the programs that open it end; further rows go on in another one under the same header. */
const mostRows = 1_048_576;
const pieceLength = 64 * 1024;

/**
 * The bytes of an .xlsx file, as they come into being: rows are asked for when the ones before have been written, so that
 * memory does not grow with them. The same workbook gives the same bytes.
 *
 * Amounts are written digit by digit from 分 and never pass through a binary fraction.
 */
export function writeXlsx(workbook: Workbook, { rowsPerSheet = mostRows }: { readonly rowsPerSheet?: number } = {}): AsyncGenerator<Uint8Array, void, undefined> {
  return zipOf(partsOf(workbook, rowsPerSheet));
}

async function* partsOf({ sheets }: Workbook, rowsPerSheet: number): AsyncGenerator<ZipPart> {
  const names: string[] = [];
  for (const sheet of sheets) {
    const rows = cursorOf(sheet.rows);
    try {
      do {
        names.push(freeName(sheet.name, names));
        yield { path: `xl/worksheets/sheet${names.length}.xml`, text: sheetXml(sheet.columns, rows, rowsPerSheet) };
      } while (!rows.ended());
    } finally {
      await rows.close();
    }
  }
  yield { path: 'xl/styles.xml', text: [stylesXml] };
  yield { path: 'xl/workbook.xml', text: [workbookXml(names)] };
  yield { path: 'xl/_rels/workbook.xml.rels', text: [workbookRelations(names.length)] };
  yield { path: '_rels/.rels', text: [`${declaration}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`] };
  yield { path: '[Content_Types].xml', text: [contentTypes(names.length)] };
}

async function* sheetXml(columns: readonly WorkbookColumn[], rows: Cursor, rowsPerSheet: number): AsyncGenerator<string> {
  const letters = columns.map((_, at) => columnName(at));
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>';
  const widths = columns.map((column, at) => `<col min="${at + 1}" max="${at + 1}" width="${column.width ?? widthOf(column)}" customWidth="1"${column.kind === 'text' ? ` style="${styleOf.text}"` : ''}/>`).join('');
  const titles = columns.map(({ title }, at) => textCell(`${letters[at] ?? ''}1`, styleOf.header, title)).join('');
  let piece = `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`;
  piece += `${widths === '' ? '' : `<cols>${widths}</cols>`}<sheetData><row r="1">${titles}</row>`;
  for (let number = 2; number <= rowsPerSheet; number += 1) {
    const row = await rows.next();
    if (row === null) break;
    piece += `<row r="${number}">${columns.map(({ kind }, at) => cellXml(`${letters[at] ?? ''}${number}`, kind, row[at])).join('')}</row>`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sheetData></worksheet>`;
  await rows.peek();
}

const kindWidths: Readonly<Record<WorkbookColumn['kind'], number>> = { text: 14, yuan: 16, count: 10, decimal: 12, day: 12, time: 20 };

function widthOf({ title, kind }: WorkbookColumn): number {
  const titleWidth = [...title].reduce((sum, character) => sum + (character > '\u02ff' ? 2 : 1), 2);
  return Math.max(kindWidths[kind], titleWidth);
}

interface Cursor {
  next(): Promise<readonly (string | number | null | undefined)[] | null>;
  /** Looks whether there is a further row, so that `ended` can tell. */
  peek(): Promise<void>;
  ended(): boolean;
  close(): Promise<void>;
}

function cursorOf(rows: WorkbookSheet['rows']): Cursor {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let ahead: Awaited<ReturnType<Cursor['next']>> = null;
  let ended = false;
  const pull = async () => {
    if (ended) return null;
    const result = await iterator.next();
    ended = result.done === true;
    return result.done === true ? null : result.value;
  };
  return {
    next: async () => {
      const row = ahead ?? (await pull());
      ahead = null;
      return row;
    },
    peek: async () => {
      ahead ??= await pull();
    },
    ended: () => ended && ahead === null,
    close: async () => {
      if (!ended) await iterator.return?.();
    },
  };
}

const mostNameLength = 31;

/** A name that spreadsheets take, unlike those before it. */
function freeName(name: string, taken: readonly string[]): string {
  const plain = name.replace(/[[\]:*?/\\]|\p{Cc}|\p{Surrogate}/gu, ' ').replace(/^'+|'+$/g, '').trim() || 'Sheet';
  for (let tries = 1; ; tries += 1) {
    const suffix = tries === 1 ? '' : ` (${tries})`;
    const candidate = `${plain.slice(0, mostNameLength - suffix.length)}${suffix}`;
    if (!taken.some((each) => each.toLowerCase() === candidate.toLowerCase())) return candidate;
  }
}

function workbookXml(names: readonly string[]): string {
  const sheets = names.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('');
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets}</sheets></workbook>`;
}

function workbookRelations(sheets: number): string {
  const own = Array.from({ length: sheets }, (_, at) => `<Relationship Id="rId${at + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('');
  return `${declaration}<Relationships xmlns="${packageRelations}">${own}<Relationship Id="rId${sheets + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;
}

function contentTypes(sheets: number): string {
  const override = (path: string, type: string) => `<Override PartName="/xl/${path}" ContentType="${contentType}.${type}+xml"/>`;
  const own = Array.from({ length: sheets }, (_, at) => override(`worksheets/sheet${at + 1}.xml`, 'worksheet')).join('');
  return (
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
    `${override('workbook.xml', 'sheet.main')}${own}${override('styles.xml', 'styles')}</Types>`
  );
}
