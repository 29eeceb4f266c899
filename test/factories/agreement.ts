import { deflateSync } from 'node:zlib';
import type { AgreementSource } from '@/server/domain/agreement/facts';

/** An agreement with everything that the shipped texts ask for. */
export function sourceOf(changes: Partial<AgreementSource> = {}): AgreementSource {
  return {
    number: 'Q33010020260301000123',
    regionName: '测试统筹区',
    institutionName: '城东街道社区卫生服务中心',
    team: {
      name: '城东第一团队',
      phone: '0571-88001234',
      leaderName: '王建国',
      members: [
        { role: 'leader', name: '王建国', title: '主治医师' },
        { role: 'nurse', name: '李秀英', title: '护师' },
        { role: 'public_health', name: '张敏', title: '公卫医师' },
      ],
    },
    doctorName: '王建国',
    resident: { name: '刘桂兰', sex: 'female', birthDay: '1950-02-28', maskedNumber: '330102********0021', maskedPhone: '138****5678', address: '城东街道和平路 12 号 3 单元 402 室', keyGroups: ['elderly65', 'hypertension'] },
    guardian: null,
    packages: [
      { name: '基础服务包', yearlyPriceFen: 0, fundFen: 0, publicHealthFen: 0, personFen: 0, items: [{ name: '健康咨询', perYear: -1 }] },
      { name: '高血压服务包', yearlyPriceFen: 12_000, fundFen: 5_000, publicHealthFen: 4_000, personFen: 3_000, items: [{ name: '面对面随访', perYear: 4 }] },
    ],
    startDay: '2026-03-01',
    endDay: '2027-02-28',
    termYears: 1,
    signedDay: '2026-02-20',
    consentVersion: '2026-01',
    ...changes,
  };
}

/** A PNG as a canvas writes it: a white ground of that size with `ink` black pixels. */
export function pngOf({ width = 300, height = 100, ink = 900, filter = 0 }: { width?: number; height?: number; ink?: number; filter?: 0 | 1 | 2 | 3 | 4 } = {}): string {
  const pixels = Buffer.alloc(width * height * 4, 255);
  for (let at = 0; at < ink; at += 1) {
    const pixel = (Math.floor(height / 4) + (at % 3)) * width + 20 + Math.floor(at / 3);
    pixels.fill(0, pixel * 4, pixel * 4 + 3);
  }
  const rows = Buffer.concat(Array.from({ length: height }, (_, row) => Buffer.concat([Buffer.from([filter]), filtered(pixels, row, width * 4, filter)])));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const bytes = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

function filtered(pixels: Buffer, row: number, stride: number, filter: number): Buffer {
  const at = (line: number, column: number) => (line < 0 || column < 0 ? 0 : (pixels[line * stride + column] ?? 0));
  return Buffer.from(
    Array.from({ length: stride }, (_, column) => {
      const [left, up, upLeft] = [at(row, column - 4), at(row - 1, column), column < 4 ? 0 : at(row - 1, column - 4)];
      const estimate = left + up - upLeft;
      const [byLeft, byUp, byBoth] = [left, up, upLeft].map((each) => Math.abs(estimate - each)) as [number, number, number];
      const paeth = byLeft <= byUp && byLeft <= byBoth ? left : byUp <= byBoth ? up : upLeft;
      const guess = [0, left, up, (left + up) >> 1, paeth][filter] ?? 0;
      return (at(row, column) - guess) & 0xff;
    }),
  );
}

/** Readers of a canvas' own image do not look at the check sums. */
function chunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(kind, 'latin1'), data, Buffer.alloc(4)]);
}
