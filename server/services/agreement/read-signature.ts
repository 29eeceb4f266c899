import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { type SignatureImage, type SignatureRefusal, judgeSignature, signatureLimitBytes, signatureMostPixels } from '@/server/domain/agreement/signature';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';

const prefix = 'data:image/png;base64,';
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface ReadSignature extends SignatureImage {
  /** As it came. */
  readonly image: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
}

/**
 * Reads a signature as a browser's canvas writes it: a PNG of eight bits a channel, told by its bytes and not by its name.
 * It is opened to see whether anything is written on it; what cannot be opened is no signature.
 */
export function readSignature(image: string): Outcome<ReadSignature, SignatureRefusal> {
  const bytes = Buffer.from(image.startsWith(prefix) ? image.slice(prefix.length) : '', 'base64');
  // The text is a third longer than the bytes; what is far too long is not decoded twice.
  if (bytes.length > signatureLimitBytes) return refuse({ code: 'signature.too_large', facts: { bytes: bytes.length, limitBytes: signatureLimitBytes } });
  const measured = measurePng(bytes);
  if (measured === null) return refuse({ code: 'signature.not_png', facts: {} });
  const refusal = judgeSignature(measured);
  if (refusal) return refuse(refusal);
  return accept({ ...measured, image, digest: digestOfSignature(image) });
}

/** SHA-256 of the image's bytes, in hexadecimal. */
export function digestOfSignature(image: string): string {
  return createHash('sha256').update(Buffer.from(image.slice(prefix.length), 'base64')).digest('hex');
}

/** The bytes of an image that was read once. */
export function bytesOfSignature(image: string): Buffer {
  return Buffer.from(image.slice(prefix.length), 'base64');
}

/** Channels by the PNG colour types that a canvas writes. */
const channelsOf: Readonly<Record<number, number | undefined>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Null for what is no such PNG. An image beyond the size limit is not unpacked, and counts as blank. */
function measurePng(bytes: Buffer): SignatureImage | null {
  if (!bytes.subarray(0, 8).equals(pngSignature) || bytes.length < 45 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = channelsOf[bytes[25] ?? -1];
  if (bytes[24] !== 8 || channels === undefined || bytes[28] !== 0) return null;
  if (width < 1 || height < 1 || width > signatureMostPixels || height > signatureMostPixels) return { width, height, inkedPixels: 0 };
  const stride = width * channels;
  const packed = imageData(bytes);
  if (packed === null) return null;
  try {
    const rows = inflateSync(packed, { maxOutputLength: (stride + 1) * height });
    return rows.length === (stride + 1) * height ? { width, height, inkedPixels: countInk(rows, stride, channels) } : null;
  } catch {
    return null;
  }
}

function imageData(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > bytes.length) return null;
    if (kind === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    if (kind === 'IEND') return parts.length > 0 ? Buffer.concat(parts) : null;
    at += 12 + length;
  }
  return null;
}

/** Pixels unlike the first one, which is the ground: nobody writes in the very corner. Rows are unfiltered in place (PNG, 9.2). */
function countInk(rows: Buffer, stride: number, channels: number): number {
  let inked = 0;
  for (let row = 0; row < rows.length; row += stride + 1) {
    const filter = rows[row] ?? 0;
    if (filter > 4) throw new RangeError('no such filter');
    for (let at = row + 1; at <= row + stride; at += 1) {
      const left = at - row > channels ? (rows[at - channels] ?? 0) : 0;
      const up = row > 0 ? (rows[at - stride - 1] ?? 0) : 0;
      const upLeft = row > 0 && at - row > channels ? (rows[at - stride - 1 - channels] ?? 0) : 0;
      rows[at] = ((rows[at] ?? 0) + predicted(filter, left, up, upLeft)) & 0xff;
    }
    for (let at = row + 1; at <= row + stride; at += channels) {
      if (rows.compare(rows, 1, 1 + channels, at, at + channels) !== 0) inked += 1;
    }
  }
  return inked;
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const estimate = left + up - upLeft;
      const [byLeft, byUp, byBoth] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)];
      return byLeft <= byUp && byLeft <= byBoth ? left : byUp <= byBoth ? up : upLeft;
    }
    default:
      return 0;
  }
}
