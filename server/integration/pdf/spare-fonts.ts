import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

/** A font file; a collection also says which of its fonts is meant. */
export interface SpareFont {
  readonly path: string;
  readonly family?: string;
}

/** Where systems keep fonts. */
function usualFolders(): string[] {
  return ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.fonts'), join(homedir(), '.local/share/fonts'), '/Library/Fonts', '/System/Library/Fonts', 'C:\\Windows\\Fonts'];
}

/** Fonts that hold rare characters of names, best first: by the name of their file, and of a collection the font that is meant. */
const known: readonly { readonly file: RegExp; readonly family?: string }[] = [
  { file: /^NotoSansCJK-Regular\.ttc$/i, family: 'NotoSansCJKsc-Regular' },
  { file: /^NotoSerifCJK-Regular\.ttc$/i, family: 'NotoSerifCJKsc-Regular' },
  { file: /^NotoSerifCJK-Bold\.ttc$/i, family: 'NotoSerifCJKsc-Bold' },
  { file: /^(NotoSansCJKsc|SourceHanSansSC)-Regular\.otf$/i },
  { file: /^(NotoSerifCJKsc|SourceHanSerifSC)-Regular\.otf$/i },
  { file: /^(HanaMin[AB]|HanaMin(Plus|Ext)?|Plangothic.*|TH-?Tshyn.*|BabelStoneHan|simsunb|SimsunExtG)\.(ttf|otf)$/i },
];

/**
 * Fonts to look into for characters that the program's own does not have: those that GATEKEEPER_FONTS names (files or folders,
 * parted as in PATH; `file.ttc#Name` for one of a collection), or those that are known in the usual folders. `none` looks nowhere.
 */
export function findSpareFonts(setting = process.env.GATEKEEPER_FONTS): SpareFont[] {
  if (setting === 'none') return [];
  const places = setting ? setting.split(process.platform === 'win32' ? ';' : ':') : usualFolders();
  const found = places.flatMap((place) => fontsAt(place, Boolean(setting)));
  return found.sort((a, b) => a.rank - b.rank).map(({ path, family }) => (family === undefined ? { path } : { path, family }));
}

type Ranked = SpareFont & { readonly rank: number };

function fontsAt(place: string, isNamed: boolean): Ranked[] {
  const [path = '', family] = place.split('#');
  if (path === '' || !existsSync(path)) return [];
  if (statSync(path).isDirectory()) return filesUnder(path).flatMap((file) => ranked(file) ?? (isNamed && /\.(ttf|otf)$/i.test(file) ? [{ path: file, rank: known.length }] : []));
  return family === undefined ? (ranked(path) ?? [{ path, rank: -1 }]) : [{ path, family, rank: -1 }];
}

function ranked(path: string): [Ranked] | null {
  const rank = known.findIndex(({ file }) => file.test(basename(path)));
  const family = known[rank]?.family;
  return rank < 0 ? null : [family === undefined ? { path, rank } : { path, family, rank }];
}

const deepest = 4;

function filesUnder(folder: string, depth = 0): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return depth < deepest ? filesUnder(path, depth + 1) : [];
      return entry.isFile() ? [path] : [];
    });
  } catch {
    // A folder that may not be read has no fonts for us.
    return [];
  }
}
