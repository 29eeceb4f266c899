import { type Line, breakLines } from './break-lines';
import type { FontSet } from './font-set';

/** A4 in points, and the margins: 20 mm beside, room for the page number below. */
export const page = { width: 595.28, height: 841.89, left: 56, right: 56, top: 52, bottom: 64 } as const;
export const textWidth = page.width - page.left - page.right;

interface Style {
  readonly size: number;
  /** From one base line to the next, as a part of the size. */
  readonly leading: number;
  readonly indent?: number;
  readonly align?: 'left' | 'center';
  readonly after?: number;
}

const ink = '#16202e';
const rule = '#6b7280';
const shade = '#f3f4f6';

/** Where the next line comes to stand, and the means to set it there; a page that is full is followed by a new one. */
export class Sheet {
  private y: number = page.top;

  constructor(
    readonly doc: PDFKit.PDFDocument,
    readonly fonts: FontSet,
  ) {}

  get top(): number {
    return this.y;
  }

  /** Begins a page unless there is room for so many points. */
  ensure(height: number): void {
    if (this.y + height > page.height - page.bottom) this.newPage();
  }

  newPage(): void {
    this.doc.addPage();
    this.y = page.top;
  }

  skip(points: number): void {
    this.y += points;
  }

  text(text: string, { size, leading, indent = 0, align = 'left', after = 0 }: Style, width = textWidth, left: number = page.left): void {
    const step = size * leading;
    const lines = breakLines(text, this.fonts, size, width - indent);
    for (const line of lines) {
      this.ensure(step);
      const x = align === 'center' ? left + (width - line.width) / 2 : left + indent;
      this.line(line, x, this.y, size);
      this.y += step;
    }
    this.y += after;
  }

  /** One line of set clusters, with those of one font drawn together. */
  line({ clusters }: Line, x: number, y: number, size: number): void {
    let at = x;
    for (let from = 0; from < clusters.length; ) {
      const font = clusters[from]?.font ?? '';
      let to = from;
      while (clusters[to]?.font === font) to += 1;
      const run = clusters.slice(from, to);
      this.doc
        .font(font)
        .fontSize(size)
        .fillColor(ink)
        .text(run.map(({ text }) => text).join(''), at, y, { lineBreak: false });
      at += run.reduce((sum, cluster) => sum + this.fonts.widthOf(cluster) * size, 0);
      from = to;
    }
  }

  /** A table whose columns share the width by weights; its head stands again on every page it runs to. */
  table(head: readonly string[] | null, rows: readonly (readonly string[])[], weights: readonly number[]): void {
    const size = 10;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const widths = weights.map((weight) => (textWidth * weight) / total);
    const set = (cells: readonly string[]) => widths.map((width, at) => breakLines(cells[at] ?? '', this.fonts, size, width - 2 * cellPadding));
    const headCells = head && set(head);
    if (headCells) this.row(headCells, widths, size, 'head');
    for (const cells of rows.map(set)) {
      if (this.y + heightOf(cells, size) > page.height - page.bottom) {
        this.newPage();
        if (headCells) this.row(headCells, widths, size, 'head');
      }
      this.row(cells, widths, size, head === null ? 'named' : 'plain');
    }
    this.y += 10;
  }

  private row(cells: readonly (readonly Line[])[], widths: readonly number[], size: number, kind: 'head' | 'named' | 'plain'): void {
    const height = heightOf(cells, size);
    this.ensure(height);
    let x: number = page.left;
    for (const [at, width] of widths.entries()) {
      const isShaded = kind === 'head' || (kind === 'named' && at % 2 === 0);
      if (isShaded) this.doc.rect(x, this.y, width, height).fill(shade);
      this.doc.lineWidth(0.6).strokeColor(rule).rect(x, this.y, width, height).stroke();
      for (const [line, set] of (cells[at] ?? []).entries()) this.line(set, x + cellPadding, this.y + cellPadding + line * size * cellLeading, size);
      x += width;
    }
    this.y += height;
  }
}

const cellPadding = 5;
const cellLeading = 1.45;

function heightOf(cells: readonly (readonly Line[])[], size: number): number {
  return Math.max(...cells.map((lines) => lines.length)) * size * cellLeading + 2 * cellPadding;
}
