import { type NumberFormat, builtInFormat, customFormat } from './number-formats';
import { FileProblem } from '@/server/services/import/incoming';
import { TextPool } from './text-pool';
import { type XmlToken, attribute, xmlTokens } from './xml-tokens';
import { type Zip, damaged } from './zip-reader';

export interface WorkbookParts {
  readonly zip: Zip;
  /** Those that are not hidden, in their order. */
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly strings: TextPool;
  readonly formatOf: (style: number) => NumberFormat;
  readonly from1904: boolean;
}

const mostStringBytes = 512 * 1024 * 1024;

/**
 * What the sheets of a workbook refer to: their names and parts, the shared texts, and which styles show days.
 *
 * @throws FileProblem for a package that is no workbook.
 */
export async function openWorkbook(zip: Zip): Promise<WorkbookParts> {
  const main = await mainPart(zip);
  const { sheets, from1904 } = await sheetsOf(zip, main);
  const relations = await relationsOf(zip, main);
  const target = (type: string) => [...relations.values()].find((relation) => relation.type === type && zip.has(relation.target))?.target;
  const [strings, styles] = [target('sharedStrings'), target('styles')];
  return {
    zip,
    from1904,
    sheets: sheets.map(({ name, relation }) => ({ name, path: relations.get(relation)?.target ?? '' })).filter(({ path }) => zip.has(path)),
    strings: strings === undefined ? new TextPool() : await stringsOf(zip, strings),
    formatOf: styles === undefined ? () => 'number' : await formatsOf(zip, styles),
  };
}

async function mainPart(zip: Zip): Promise<string> {
  const relations = zip.has('_rels/.rels') ? await relationsOf(zip, '') : new Map<string, Relation>();
  const path = [...relations.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  // A document and a presentation have their own main parts; a binary workbook has no XML.
  if (!zip.has(path) || !path.endsWith('.xml')) throw new FileProblem({ code: 'import.not_a_workbook', facts: {} });
  return path;
}

interface Relation {
  /** The last word of its address, which is the same in both editions of the format. */
  readonly type: string;
  readonly target: string;
}

async function relationsOf(zip: Zip, part: string): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/');
  const folder = slash < 0 ? '' : part.slice(0, slash + 1);
  const path = `${folder}_rels/${part.slice(slash + 1)}.rels`;
  const relations = new Map<string, Relation>();
  if (!zip.has(path)) return relations;
  await each(zip, path, (token) => {
    if (token.kind !== 'open' || token.name !== 'Relationship' || attribute(token.attributes, 'TargetMode') === 'External') return;
    const target = attribute(token.attributes, 'Target') ?? '';
    const type = attribute(token.attributes, 'Type') ?? '';
    relations.set(attribute(token.attributes, 'Id') ?? '', { type: type.slice(type.lastIndexOf('/') + 1), target: resolved(folder, target) });
  });
  return relations;
}

/** From the package's root, or from the folder of the part that names it. */
function resolved(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

async function sheetsOf(zip: Zip, path: string): Promise<{ sheets: { name: string; relation: string }[]; from1904: boolean }> {
  const sheets: { name: string; relation: string }[] = [];
  let from1904 = false;
  let isWorkbook = false;
  await each(zip, path, ({ kind, ...token }) => {
    if (kind !== 'open' || !('name' in token)) return;
    isWorkbook ||= token.name === 'workbook';
    if (token.name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute(token.attributes, 'date1904') ?? '');
    const isShown = (attribute(token.attributes, 'state') ?? 'visible') === 'visible';
    if (token.name === 'sheet' && isShown) sheets.push({ name: attribute(token.attributes, 'name') ?? '', relation: attribute(token.attributes, 'r:id') ?? attribute(token.attributes, 'id') ?? '' });
  });
  if (!isWorkbook) throw new FileProblem({ code: 'import.not_a_workbook', facts: {} });
  return { sheets, from1904 };
}

async function stringsOf(zip: Zip, path: string): Promise<TextPool> {
  const pool = new TextPool();
  const collector = new TextCollector();
  await each(zip, path, (token) => {
    if (token.kind === 'open' && token.name === 'si') collector.begin();
    else if (token.kind === 'close' && token.name === 'si') {
      pool.add(collector.end());
      if (pool.size > mostStringBytes) throw new FileProblem({ code: 'import.workbook_too_large', facts: { limitBytes: mostStringBytes } });
    } else collector.take(token, path);
  });
  return pool;
}

const longestText = 1024 * 1024;

/** The text of a shared or inline string: that of its runs, without how it is pronounced. */
export class TextCollector {
  #text = '';
  #isText = false;
  #isPronunciation = false;

  begin(): void {
    this.#text = '';
    this.#isText = false;
    this.#isPronunciation = false;
  }

  take(token: XmlToken, part: string): void {
    if (token.kind === 'text') {
      if (this.#isText && !this.#isPronunciation) this.#text += token.text;
      if (this.#text.length > longestText) throw damaged(part);
    } else if (token.name === 'rPh') this.#isPronunciation = token.kind === 'open';
    else if (token.name === 't') this.#isText = token.kind === 'open';
  }

  end(): string {
    // What XML cannot hold is spelt _x0008_.
    return this.#text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  }
}

async function formatsOf(zip: Zip, path: string): Promise<(style: number) => NumberFormat> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  await each(zip, path, (token) => {
    if (token.kind === 'text') return;
    if (token.name === 'cellXfs') inCells = token.kind === 'open';
    if (token.kind === 'close') return;
    const id = Number(attribute(token.attributes, 'numFmtId') ?? 0);
    if (token.name === 'numFmt') codes.set(id, attribute(token.attributes, 'formatCode') ?? '');
    if (token.name === 'xf' && inCells) ids.push(id);
  });
  const formats = ids.map((id): NumberFormat => {
    const code = codes.get(id);
    return code === undefined ? builtInFormat(id) : customFormat(code);
  });
  return (style) => formats[style] ?? 'number';
}

async function each(zip: Zip, path: string, take: (token: XmlToken) => void): Promise<void> {
  for await (const tokens of xmlTokens(zip.part(path), path)) for (const token of tokens) take(token);
}
