import PDFDocument from 'pdfkit';
import type { AgreementDocument, DocumentBlock } from '@/server/domain/agreement/document';
import type { AgreementPrintWords } from '@/server/domain/agreement/print-words';
import { groupedCode } from '@/server/domain/agreement/verification-code';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import type { AgreementPart } from '@/server/services/agreement/agreement-view';
import type { AgreementToPrint } from '@/server/services/agreement/print-agreement';
import { bytesOfSignature } from '@/server/services/agreement/read-signature';
import { mainFont, openFonts } from './font-set';
import { qrModules } from './qr-modules';
import { Sheet, page, textWidth } from './sheet';
import type { findSpareFonts } from './spare-fonts';

const body = { size: 10.5, leading: 1.5, after: 3 } as const;
const small = { size: 9, leading: 1.5, after: 2 } as const;

export interface PrintOptions {
  /** Where this installation is reached, such as `https://example.gov.cn`; the QR leads there. */
  readonly origin: string;
  readonly words: AgreementPrintWords;
  readonly spareFonts?: typeof findSpareFonts;
}

/** The agreement and, on a page of its own, the consent, as a PDF of A4 pages with the characters it uses embedded. */
export async function writeAgreementPdf(agreement: AgreementToPrint, { origin, words, spareFonts }: PrintOptions): Promise<Buffer> {
  const margins = { top: 0, bottom: 0, left: 0, right: 0 };
  const info = { Title: `${agreement.agreement.document.title} ${agreement.number}`, CreationDate: new Date(agreement.printedAt) };
  const doc = new PDFDocument({ size: 'A4', margins, bufferPages: true, font: mainFont, lang: 'zh-CN', displayTitle: true, info });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject));
  const sheet = new Sheet(doc, openFonts(doc, spareFonts));
  drawDocument(sheet, agreement.agreement.document);
  drawSignatures(sheet, agreement, agreement.agreement, words, 'both');
  drawProof(sheet, agreement, agreement.agreement, origin, words);
  sheet.newPage();
  drawDocument(sheet, agreement.consent.document);
  drawSignatures(sheet, agreement, agreement.consent, words, 'resident');
  drawDigest(sheet, agreement.consent, words);
  drawFeet(sheet, agreement, words);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawDocument(sheet: Sheet, document: AgreementDocument): void {
  sheet.text(document.title, { size: 17, leading: 1.5, align: 'center', after: 8 });
  for (const [at, block] of document.blocks.entries()) {
    // What announces a table stands on its page.
    if (block.kind === 'paragraph' && document.blocks[at + 1]?.kind === 'table') sheet.ensure(84);
    drawBlock(sheet, block);
  }
}

function drawBlock(sheet: Sheet, block: DocumentBlock): void {
  switch (block.kind) {
    case 'heading':
      // A heading takes some of what follows with it.
      sheet.ensure(56);
      sheet.skip(6);
      return sheet.text(block.text, { size: 12, leading: 1.5, after: 3 });
    case 'paragraph':
      return sheet.text(block.text, body);
    case 'table':
      return block.head === null ? sheet.table(null, inPairs(block.rows), pairWeights) : sheet.table(block.head, block.rows, weightsOf(block.head, block.rows));
  }
}

/** Names and values, two of each a row: names are narrower than values. */
const pairWeights = [1, 1.6, 1, 1.6];

function inPairs(rows: readonly (readonly string[])[]): string[][] {
  return Array.from({ length: Math.ceil(rows.length / 2) }, (_, at) => [rows[2 * at] ?? [], rows[2 * at + 1] ?? ['', '']].flatMap((row) => [row[0] ?? '', row[1] ?? '']));
}

/** Columns share the width by their longest text, within bounds. */
function weightsOf(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, at) => Math.min(Math.max(5, ...[head, ...rows].map((row) => [...(row[at] ?? '')].length)), 24));
}

function drawSignatures(sheet: Sheet, { signature }: AgreementToPrint, { recorded }: AgreementPart, words: AgreementPrintWords, who: 'both' | 'resident'): void {
  sheet.ensure(120);
  sheet.skip(10);
  const top = sheet.top;
  const half = textWidth / 2;
  const line = { size: 10.5, leading: 1.5 } as const;
  const right = page.left + half;
  if (who === 'both') {
    sheet.text(words.partyA, line, half);
    sheet.skip(top - sheet.top);
  }
  sheet.text(words.partyB, line, half, right);
  if (signature !== null && recorded) sheet.doc.image(bytesOfSignature(signature), right, sheet.top + 2, { fit: [half - 20, 56] });
  sheet.skip(62);
  const at = recorded ? civilTimeOf(recorded.recordedAt).slice(0, 16) : '';
  if (recorded) {
    const dateTop = sheet.top;
    if (who === 'both') sheet.text(words.seal, small, half);
    sheet.skip(dateTop - sheet.top);
    sheet.text(words.signedBy(words.methods[recorded.method], at), small, half, right);
  } else {
    sheet.text(`${words.date}＿＿＿＿＿＿＿＿`, small, half, right);
  }
  sheet.skip(8);
}

/** The QR with its code and the digest, or the words that there is nothing to verify. */
function drawProof(sheet: Sheet, agreement: AgreementToPrint, part: AgreementPart, origin: string, words: AgreementPrintWords): void {
  const { verificationPath, code } = agreement;
  if (verificationPath === null || code === null) return drawDigest(sheet, part, words);
  sheet.ensure(quietSide);
  const top = sheet.top;
  drawQr(sheet.doc, `${origin}${verificationPath}`, page.left, top);
  const left = page.left + quietSide + 10;
  const width = textWidth - quietSide - 10;
  sheet.text(words.verify, small, width, left);
  sheet.text(words.verifyAt(`${origin}/verify`), small, width, left);
  sheet.text(words.code(groupedCode(code)), { ...small, size: 11 }, width, left);
  drawDigest(sheet, part, words, width, left);
  sheet.skip(Math.max(0, top + quietSide - sheet.top));
}

function drawDigest(sheet: Sheet, { recorded, faults }: AgreementPart, words: AgreementPrintWords, width: number = textWidth, left: number = page.left): void {
  sheet.text(recorded ? words.digest(recorded.digest) : words.unrecorded, small, width, left);
  if (faults.length > 0) sheet.text(words.faulty, { ...small, size: 11 }, width, left);
}

const qrSide = 92;
/** The code with the quiet zone it needs. */
const quietSide = 108;

function drawQr(doc: PDFKit.PDFDocument, text: string, x: number, y: number): void {
  const modules = qrModules(text);
  const step = qrSide / modules.length;
  const quiet = (quietSide - qrSide) / 2;
  for (const [row, cells] of modules.entries()) {
    for (const [column, isDark] of cells.entries()) {
      if (isDark) doc.rect(x + quiet + column * step, y + quiet + row * step, step, step);
    }
  }
  doc.fill('#000000');
}

/** Number, page and what could not be printed, below every page; only now it is known how many there are. */
function drawFeet(sheet: Sheet, { number, printedAt }: AgreementToPrint, words: AgreementPrintWords): void {
  const { doc, fonts } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let at = 0; at < count; at += 1) {
    doc.switchToPage(start + at);
    const texts = [`${words.number(number)}　${words.printedAt(civilTimeOf(printedAt).slice(0, 16))}　${words.page(at + 1, count)}`];
    if (fonts.missing.size > 0) texts.push(words.missingGlyphs([...fonts.missing].join('、')));
    for (const [line, text] of texts.entries()) {
      const clusters = fonts.clustersOf(text);
      const width = clusters.reduce((sum, cluster) => sum + fonts.widthOf(cluster) * 8.5, 0);
      sheet.line({ clusters, width }, page.left + (textWidth - width) / 2, page.height - page.bottom + 18 + line * 13, 8.5);
    }
  }
}
