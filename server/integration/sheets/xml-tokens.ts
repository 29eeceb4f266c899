import { TextDecoder } from 'node:util';
import { FileProblem } from '@/server/services/import/incoming';
import { damaged } from './zip-reader';

/** Names are without their prefix; text comes decoded, and may come in pieces. */
export type XmlToken =
  | { readonly kind: 'open' | 'close'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'text'; readonly text: string };

/** No tag and no comment of a spreadsheet comes near; what is longer is not read into memory. */
const longestMarkup = 256 * 1024;

/**
 * The tags and texts of an XML part, some at a time, as its bytes come. Declarations of entities and document types are refused: nothing
 * is ever fetched or multiplied.
 *
 * @throws FileProblem
 */
export async function* xmlTokens(bytes: AsyncIterable<Uint8Array>, part: string): AsyncGenerator<readonly XmlToken[], void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of bytes) {
    const { tokens, left } = split(rest + decode(decoder, chunk, part), part, false);
    rest = left;
    if (tokens.length > 0) yield tokens;
  }
  const { tokens, left } = split(rest + decode(decoder, null, part), part, true);
  if (left.trim() !== '') throw damaged(part);
  if (tokens.length > 0) yield tokens;
}

function decode(decoder: TextDecoder, chunk: Uint8Array | null, part: string): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw damaged(part);
  }
}

function split(text: string, part: string, isEnd: boolean): { tokens: XmlToken[]; left: string } {
  const tokens: XmlToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.charCodeAt(at) !== 60) {
      const next = text.indexOf('<', at);
      const end = next < 0 ? (isEnd ? text.length : wholeTextEnd(text, at)) : next;
      if (end > at) tokens.push({ kind: 'text', text: withoutEntities(text.slice(at, end)) });
      at = end;
      if (next < 0) break;
      continue;
    }
    const end = endOfMarkup(text, at, part);
    if (end < 0) {
      if (text.length - at > longestMarkup) throw damaged(part);
      break;
    }
    pushMarkup(tokens, text.slice(at, end), part);
    at = end;
  }
  return { tokens, left: text.slice(at) };
}

/** Text may be handed on in pieces, but not in the middle of an entity. */
function wholeTextEnd(text: string, from: number): number {
  const ampersand = text.lastIndexOf('&');
  return ampersand >= from && text.indexOf(';', ampersand) < 0 ? ampersand : text.length;
}

/** Where the markup that begins at `at` ends, or -1 when more text is needed to tell. */
function endOfMarkup(text: string, at: number, part: string): number {
  const after = (mark: string, from: number) => {
    const found = text.indexOf(mark, from);
    return found < 0 ? -1 : found + mark.length;
  };
  if (text.startsWith('<!--', at)) return after('-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return after(']]>', at + 9);
  if (text.startsWith('<?', at)) return after('?>', at + 2);
  if (text.charCodeAt(at + 1) === 33 && text.length - at >= 9) throw new FileProblem({ code: 'import.workbook_entities', facts: { part } });
  if (text.charCodeAt(at + 1) === 33) return -1;
  for (let quote = 0, index = at + 1; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (quote !== 0) quote = character === quote ? 0 : quote;
    else if (character === 34 || character === 39) quote = character;
    else if (character === 62) return index + 1;
  }
  return -1;
}

function pushMarkup(tokens: XmlToken[], markup: string, part: string): void {
  if (markup.startsWith('<!--') || markup.startsWith('<?')) return;
  if (markup.startsWith('<![CDATA[')) {
    tokens.push({ kind: 'text', text: markup.slice(9, -3) });
    return;
  }
  const isClose = markup.charCodeAt(1) === 47;
  const isEmpty = markup.endsWith('/>');
  const inside = markup.slice(isClose ? 2 : 1, isEmpty ? -2 : -1);
  const space = inside.search(/\s/);
  const full = space < 0 ? inside : inside.slice(0, space);
  if (full === '') throw damaged(part);
  const name = full.slice(full.indexOf(':') + 1);
  const attributes = space < 0 ? '' : inside.slice(space);
  tokens.push({ kind: isClose ? 'close' : 'open', name, attributes });
  if (isEmpty) tokens.push({ kind: 'close', name, attributes: '' });
}

/** One attribute by its name without prefix, or by its full name; null when it is not there. */
export function attribute(attributes: string, name: string): string | null {
  const found = patternOf(name).exec(attributes);
  return found ? withoutEntities(found[2] ?? found[3] ?? '') : null;
}

const patterns = new Map<string, RegExp>();

function patternOf(name: string): RegExp {
  const pattern = patterns.get(name) ?? new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*("([^"]*)"|'([^']*)')`);
  patterns.set(name, pattern);
  return pattern;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]+);/g, (whole, entity: string) => {
    if (!entity.startsWith('#')) return named[entity] ?? whole;
    const point = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number.parseInt(entity.slice(1), 10);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
