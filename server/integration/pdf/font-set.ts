import { createRequire } from 'node:module';
import { findSpareFonts } from './spare-fonts';

/** A cluster of characters that stays together, in a font that has all of them. */
export interface Cluster {
  readonly text: string;
  readonly font: string;
}

/** What a document is set in. */
export interface FontSet {
  /** The clusters of a text. What no font has is told by its code point, and noted. */
  readonly clustersOf: (text: string) => readonly Cluster[];
  /** Width in points at a size of one point. */
  readonly widthOf: (cluster: Cluster) => number;
  /** The code points that no font had, such as `U+2C386`. */
  readonly missing: ReadonlySet<string>;
}

interface Glyphs {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

/** 思源黑体 under the SIL Open Font License; it has the characters of 通用规范汉字表 but for a few rare ones. */
export const mainFont = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

/** Fonts for a document that was opened with `mainFont`, which comes first; others of the system are opened only when a character asks for them. */
export function openFonts(doc: PDFKit.PDFDocument, spares = findSpareFonts): FontSet {
  const opened: { readonly name: string; readonly glyphs: Glyphs }[] = [openFont(doc, mainFont, mainFont)];
  const waiting: { list: ReturnType<typeof findSpareFonts> | null } = { list: null };
  const missing = new Set<string>();
  const widths = new Map<string, number>();
  const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

  const fontWith = (codePoints: readonly number[]): string | null => {
    for (let at = 0; ; at += 1) {
      const known = opened[at] ?? openNext();
      if (!known) return null;
      if (codePoints.every((each) => known.glyphs.hasGlyphForCodePoint(each))) return known.name;
    }
  };
  const openNext = () => {
    waiting.list ??= spares();
    for (let spare = waiting.list.shift(); spare; spare = waiting.list.shift()) {
      try {
        const font = openFont(doc, `spare${opened.length}`, spare.path, spare.family);
        opened.push(font);
        return font;
      } catch {
        // A file that cannot be read as a font has no characters for us.
      }
    }
    return null;
  };
  const clusterOf = (text: string): Cluster[] => {
    const shown = [...text].filter((character) => !isInvisible(character));
    if (shown.length === 0) return [];
    const font = fontWith(shown.map(codePointOf));
    if (font) return [{ text: shown.join(''), font }];
    if (shown.length > 1) return shown.flatMap(clusterOf);
    const name = codePointName(shown[0] ?? '');
    missing.add(name);
    return [{ text: `［${name}］`, font: mainFont }];
  };
  return {
    // Marks join their letter where there is a character of both; nothing else is normalised, least of all the form of a name.
    clustersOf: (text) => [...segmenter.segment(text)].flatMap(({ segment }) => clusterOf(/\p{M}/u.test(segment) ? segment.normalize('NFC') : segment)),
    widthOf: (cluster) => {
      const key = `${cluster.font} ${cluster.text}`;
      const width = widths.get(key) ?? doc.font(cluster.font).fontSize(100).widthOfString(cluster.text) / 100;
      widths.set(key, width);
      return width;
    },
    missing,
  };
}

function openFont(doc: PDFKit.PDFDocument, name: string, source: string, family?: string): { name: string; glyphs: Glyphs } {
  // Registered under a second name, the document's own font would be opened anew for every word.
  if (name !== mainFont) doc.registerFont(name, source, family);
  doc.font(name);
  // The library keeps the opened font to itself, and only it knows which characters there are.
  const { _font } = doc as unknown as { readonly _font: { readonly font: Glyphs } };
  return { name, glyphs: _font.font };
}

/** Variation selectors and joiners change how others look and have no form of their own. */
function isInvisible(character: string): boolean {
  return /[\p{Cc}\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(character);
}

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0xfffd;
}

function codePointName(character: string): string {
  return `U+${codePointOf(character).toString(16).toUpperCase().padStart(4, '0')}`;
}
