import type { Cluster, FontSet } from './font-set';

export interface Line {
  readonly clusters: readonly Cluster[];
  readonly width: number;
}

const mayNotBegin = /^[，。、；：？！）》〉」』】〕％%…—～·,.;:?!)\]}”’]/u;
const mayNotEnd = /^[（《〈「『【〔([{“‘]$/u;
const ofWord = /^[\p{Script=Latin}\p{Nd}._:/@#&+*-]+$/u;

/**
 * Lines of a text no wider than `width` points: between Chinese characters anywhere, never within a number or a Latin word, and
 * with no closing mark at the beginning of a line or opening one at its end (GB/T 15834).
 */
export function breakLines(text: string, fonts: FontSet, size: number, width: number): Line[] {
  const lines: Line[] = [];
  let line: Cluster[] = [];
  let used = 0;
  const end = () => {
    lines.push(lineOf(line, fonts, size));
    line = [];
    used = 0;
  };
  for (const piece of inseparable(fonts.clustersOf(text))) {
    const wide = widthOf(piece, fonts, size);
    if (used + wide > width && line.length > 0) end();
    if (line.length === 0 && isSpace(piece)) continue;
    if (wide <= width) {
      line.push(...piece);
      used += wide;
      continue;
    }
    // Wider than a whole line: broken where the line is full.
    for (const cluster of piece) {
      const one = fonts.widthOf(cluster) * size;
      if (used + one > width && line.length > 0) end();
      line.push(cluster);
      used += one;
    }
  }
  if (line.length > 0 || lines.length === 0) end();
  return lines;
}

function inseparable(clusters: readonly Cluster[]): Cluster[][] {
  const pieces: Cluster[][] = [];
  for (const cluster of clusters) {
    const piece = pieces.at(-1);
    const before = piece?.at(-1);
    if (piece && before && !isSpace(piece) && staysWith(before.text, cluster.text)) piece.push(cluster);
    else pieces.push([cluster]);
  }
  return pieces;
}

function staysWith(before: string, after: string): boolean {
  if (after === ' ') return false;
  return mayNotBegin.test(after) || mayNotEnd.test(before) || (ofWord.test(before) && ofWord.test(after));
}

function isSpace(piece: readonly Cluster[]): boolean {
  return piece.every(({ text }) => text.trim() === '');
}

function lineOf(clusters: readonly Cluster[], fonts: FontSet, size: number): Line {
  let last = clusters.length;
  while (last > 0 && clusters[last - 1]?.text.trim() === '') last -= 1;
  const kept = clusters.slice(0, last);
  return { clusters: kept, width: widthOf(kept, fonts, size) };
}

function widthOf(clusters: readonly Cluster[], fonts: FontSet, size: number): number {
  return clusters.reduce((sum, cluster) => sum + fonts.widthOf(cluster) * size, 0);
}
