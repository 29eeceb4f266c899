import jsQR from 'jsqr';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { agreementPrint } from '@/app/_copy/agreement-print';
import type { AgreementDocument } from '@/server/domain/agreement/document';
import { type AgreementSource, agreementFacts } from '@/server/domain/agreement/facts';
import { fillAgreement } from '@/server/domain/agreement/fill-agreement';
import { shippedTexts } from '@/server/domain/agreement/shipped-texts';
import { type PrintOptions, writeAgreementPdf } from '@/server/integration/pdf/write-agreement';
import { qrModules } from '@/server/integration/pdf/qr-modules';
import { findSpareFonts } from '@/server/integration/pdf/spare-fonts';
import type { AgreementPart } from '@/server/services/agreement/agreement-view';
import type { AgreementToPrint } from '@/server/services/agreement/print-agreement';
import { pngOf, sourceOf } from '../../factories/agreement';

const code = 'ABCDEFGH12345678';

function documentOf(source: AgreementSource, kind: 'agreement' | 'consent'): AgreementDocument {
  const text = shippedTexts.filter((each) => each.kind === kind).at(-1);
  if (!text) throw new Error(`no text of ${kind}`);
  const filled = fillAgreement(text, agreementFacts(source));
  if (!filled.ok) throw new Error(JSON.stringify(filled.refusals));
  return filled.value;
}

function toPrint(source: AgreementSource, changes: Partial<AgreementToPrint> = {}): AgreementToPrint {
  const recorded = { digest: 'a'.repeat(64), method: 'handwritten' as const, recordedAt: Date.parse('2026-02-20T01:30:00Z'), recordedByName: '王建国' };
  const partOf = (kind: 'agreement' | 'consent'): AgreementPart => ({ document: documentOf(source, kind), recorded, faults: [] });
  return {
    ...{ contractId: 'c1', regionCode: '330100', number: source.number, signature: pngOf(), code, verificationPath: `/verify/330100-${code}`, printedAt: Date.parse('2026-02-21T00:00:00Z') },
    ...{ agreement: partOf('agreement'), consent: partOf('consent') },
    ...changes,
  };
}

/** The words of a PDF without the breaks that lines and cells make. */
async function printed(agreement: AgreementToPrint, options: Partial<PrintOptions> = {}): Promise<{ text: string; pages: number; bytes: number }> {
  const pdf = await writeAgreementPdf(agreement, { origin: 'https://qy.example.gov.cn', words: agreementPrint, spareFonts: () => [], ...options });
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return { text: plain(text), pages: totalPages, bytes: pdf.length };
}

function plain(text: string): string {
  return text.replace(/\s+/gu, '');
}

function wordsOf({ title, blocks }: AgreementDocument): string[] {
  return [title, ...blocks.flatMap((block) => (block.kind === 'table' ? [...(block.head ?? []), ...block.rows.flat()] : [block.text]))];
}

describe('a printed agreement', () => {
  test('says every word of what was filled, on numbered pages, with its fonts within', async () => {
    const agreement = toPrint(sourceOf());
    const { text, pages, bytes } = await printed(agreement);
    for (const words of [...wordsOf(agreement.agreement.document), ...wordsOf(agreement.consent.document)]) expect(text).toContain(plain(words));
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(plain(agreementPrint.page(page, pages)));
    expect(text).toContain('核验码：ABCD-EFGH-1234-5678');
    expect(text).toContain('a'.repeat(64));
    expect(bytes).toBeLessThan(400_000);
  });

  test.each(['䶮㛃', '𬭚', '𤩽', '𫖯', '𬍛', '买买提·吐尔逊', '单于', '㐂㑇'])('prints the rare name %s as it is', async (name) => {
    const source = sourceOf();
    const { text } = await printed(toPrint({ ...source, resident: { ...source.resident, name } }));
    expect(text).toContain(name);
    expect(text).not.toContain('U+');
  });

  test('a character that no font has is told by its code point, and the page says so', async () => {
    const source = sourceOf();
    const { text } = await printed(toPrint({ ...source, resident: { ...source.resident, name: '李𬎆' } }));
    expect(text).toContain('李［U+2C386］');
    expect(text).toContain(plain(agreementPrint.missingGlyphs('U+2C386')));
  });

  test('a font of the system is looked into for what is missing, and a broken one passed over', async () => {
    const source = sourceOf();
    const spareFonts = () => [{ path: '/dev/null' }, ...findSpareFonts(undefined)];
    const { text } = await printed(toPrint({ ...source, resident: { ...source.resident, name: '李𬎆' } }), { spareFonts });
    expect(text).toMatch(/李(𬎆|［U\+2C386］)/u);
  });

  test.each([
    ['half a character', '王\ud842', '王［U+FFFD］'],
    ['a mark that joins its letter', 'Jose\u0301', 'José'],
    ['a mark without a letter of both', '王\u0301', '王'],
    ['a variation selector', '葛\u{e0100}', '葛'],
    ['an emoji', '王😀', '王［U+1F600］'],
    ['control characters', '王\u0000\u0007芳', '王芳'],
  ])('%s does not break it', async (_, name, shown) => {
    const source = sourceOf();
    const { text } = await printed(toPrint({ ...source, resident: { ...source.resident, name } }));
    expect(text).toContain(plain(shown));
  });

  test('long names and addresses run over lines and pages', async () => {
    const source = sourceOf();
    const address = '和平路'.repeat(66);
    const items = Array.from({ length: 80 }, (_, at) => ({ name: `第 ${at + 1} 项服务`, perYear: at }));
    const [basic] = source.packages;
    if (!basic) throw new Error('no package');
    const { text, pages } = await printed(toPrint({ ...source, resident: { ...source.resident, address }, packages: [{ ...basic, items }] }));
    expect(text).toContain(address);
    expect(text).toContain('第80项服务');
    expect(pages).toBeGreaterThan(4);
  });

  test('a copy without evidence has no code and says that it proves nothing', async () => {
    const agreement = toPrint(sourceOf(), { signature: null, code: null, verificationPath: null });
    const { text } = await printed({ ...agreement, agreement: { ...agreement.agreement, recorded: null }, consent: { ...agreement.consent, recorded: null } });
    expect(text).toContain(plain(agreementPrint.unrecorded));
    expect(text).not.toContain('核验码：');
  });

  test('one that was changed since says so', async () => {
    const agreement = toPrint(sourceOf());
    const { text } = await printed({ ...agreement, agreement: { ...agreement.agreement, faults: ['text_changed'] } });
    expect(text).toContain(plain(agreementPrint.faulty));
  });
});

test('the code beside it leads to where it is verified', () => {
  const address = `https://qy.example.gov.cn/verify/330100-${code}`;
  const modules = qrModules(address);
  const [scale, quiet] = [4, 16];
  const side = modules.length * scale + 2 * quiet;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side - 2 * quiet; y += 1) {
    for (let x = 0; x < side - 2 * quiet; x += 1) {
      if (modules[Math.floor(y / scale)]?.[Math.floor(x / scale)]) pixels.fill(0, ((y + quiet) * side + x + quiet) * 4, ((y + quiet) * side + x + quiet) * 4 + 3);
    }
  }
  expect(jsQR(pixels, side, side)?.data).toBe(address);
});
