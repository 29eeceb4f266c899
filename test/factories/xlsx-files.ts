import { type FileBytes, fromStart } from '@/server/integration/sheets/file-bytes';
import { zipOf } from '@/server/integration/sheets/zip-writer';

/** Bytes in pieces of a size, so that characters, lines and headers are cut anywhere. */
export function inPieces(content: string | Uint8Array, piece = 4096): FileBytes {
  const all = typeof content === 'string' ? Buffer.from(content) : content;
  return fromStart(async function* () {
    for (let at = 0; at < all.length; at += piece) yield all.subarray(at, at + piece);
  });
}

/** A package of these parts, by their path. */
export async function packageOf(parts: Readonly<Record<string, string | AsyncIterable<string>>>): Promise<Buffer> {
  const list = Object.entries(parts).map(([path, text]) => ({ path, text: typeof text === 'string' ? [text] : text }));
  return Buffer.concat(await Array.fromAsync(zipOf(list)));
}

const namespaces = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface HandmadeSheet {
  readonly name: string;
  /** What stands between `<sheetData>` and its end. */
  readonly rows: string;
  /** What stands after it. */
  readonly after?: string;
  readonly hidden?: boolean;
}

/**
 * The parts of a workbook as WPS writes them: texts in their cells and no shared ones, targets from the package's root, a prefix before
 * nothing, styles in use. Parts can be replaced or left out with null.
 */
export function handmadeParts(sheets: readonly HandmadeSheet[], changes: Readonly<Record<string, string | null>> = {}): Record<string, string> {
  const parts: Record<string, string | null> = {
    '[Content_Types].xml': '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<?xml version="1.0"?><Relationships><Relationship Id="rId1" Type="${office}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook ${namespaces}><workbookPr/><sheets>${sheets.map(({ name, hidden }, at) => `<sheet name="${name}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships>${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="/xl/worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rId99" Type="${office}/styles" Target="/xl/styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet ${namespaces}><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="[$-F400]h:mm:ss\\ AM/PM"/><numFmt numFmtId="178" formatCode="&quot;day &quot;0.00_);[Red]\\(0.00\\)"/><numFmt numFmtId="179" formatCode="yyyy/m/d\\ h:mm;@"/></numFmts><cellStyleXfs><xf numFmtId="22"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="178"/><xf numFmtId="179"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(sheets.map(({ rows, after = '' }, at) => [`xl/worksheets/sheet${at + 1}.xml`, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet ${namespaces}><sheetData>${rows}</sheetData>${after}</worksheet>`])),
    ...changes,
  };
  return Object.fromEntries(Object.entries(parts).filter((part): part is [string, string] => part[1] !== null));
}

const letter = (at: number) => String.fromCharCode(65 + at);

/** A row of texts, each in its cell; a cell that begins with `<` is taken as it is. */
export function textRow(number: number, values: readonly string[]): string {
  const cells = values.map((value, at) => (value === '' ? '' : value.startsWith('<c') ? value : `<c r="${letter(at)}${number}" t="inlineStr"><is><t>${value}</t></is></c>`));
  return `<row r="${number}">${cells.join('')}</row>`;
}
