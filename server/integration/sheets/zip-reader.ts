import { crc32, createInflateRaw } from 'node:zlib';
import type { FileRefusal } from '@/server/domain/import/refusals';
import { FileProblem } from '@/server/services/import/incoming';
import type { FileBytes } from './file-bytes';
import { through } from './through';

/** What all parts together may unfold to, and by how much; a sheet of the largest size that programs write stays below. */
export interface UnfoldLimits {
  readonly bytes: number;
  /** Unfolded to packed, looked at beyond the first megabytes: text of spreadsheets is packed to a tenth, seldom to a fiftieth. */
  readonly ratio: number;
}

export const unfoldLimits: UnfoldLimits = { bytes: 2 * 1024 * 1024 * 1024, ratio: 200 };
const ratioFrom = 16 * 1024 * 1024;
const mostParts = 10_000;
const mostDirectoryBytes = 8 * 1024 * 1024;
/** Stands where a number has no room; the number itself is in the larger format's record. */
const elsewhere = 0xffff_ffff;

export interface Zip {
  readonly has: (path: string) => boolean;
  /** The bytes of a part, checked against its sum at the end. @throws FileProblem */
  readonly part: (path: string) => AsyncGenerator<Uint8Array, void, undefined>;
}

interface Part {
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  /** As the file says, before anything is unfolded. */
  readonly unfolded: number;
  readonly packed: number;
  readonly offset: number;
}

/**
 * Open a ZIP file by its central directory, reading of it only what is asked for. Parts come in pieces; each pass over one
 * may unfold to so much and no more, whatever the file says of itself.
 *
 * @param tail the file's last bytes, at least 64 KB of them where there are as many.
 * @throws FileProblem for a file that is broken off.
 */
export async function openZip(bytes: FileBytes, size: number, tail: Buffer, limits: UnfoldLimits = unfoldLimits): Promise<Zip> {
  const { count, length, start } = directoryPlace(tail, size);
  if (count > mostParts || length > mostDirectoryBytes || start + length > size) throw damaged(null);
  const parts = directoryOf(await collect(bytes(start, start + length)), count);
  return {
    has: (path) => parts.has(path),
    part: (path) => {
      const part = parts.get(path);
      if (!part) throw damaged(path);
      return unfolded(bytes, size, path, part, limits);
    },
  };
}

function directoryPlace(tail: Buffer, size: number): { count: number; length: number; start: number } {
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > tail.length) throw damaged(null);
  const [count, length, start] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (count !== 0xffff && length !== elsewhere && start !== elsewhere) return { count, length, start };
  const locator = end - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x0706_4b50) throw damaged(null);
  const record = Number(tail.readBigUInt64LE(locator + 8)) - (size - tail.length);
  if (record < 0 || record + 56 > tail.length || tail.readUInt32LE(record) !== 0x0606_4b50) throw damaged(null);
  const number = (at: number) => Number(tail.readBigUInt64LE(record + at));
  return { count: number(32), length: number(40), start: number(48) };
}

function directoryOf(directory: Buffer, count: number): Map<string, Part> {
  const parts = new Map<string, Part>();
  for (let at = 0, left = count; left > 0; left -= 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x0201_4b50) throw damaged(null);
    const [nameLength, extraLength, noteLength] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)];
    const name = directory.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [unfolded, packed, offset] = largeNumbers([directory.readUInt32LE(at + 24), directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42)], extra);
    parts.set(name.replaceAll('\\', '/'), {
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      unfolded,
      packed,
      offset,
    });
    at += 46 + nameLength + extraLength + noteLength;
  }
  return parts;
}

/** Some programs write every number in the larger format's field, whatever its size. */
function largeNumbers(plain: readonly [number, number, number], extra: Buffer): [unfolded: number, packed: number, offset: number] {
  let field: Buffer = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  let at = 0;
  const number = (value: number) => {
    if (value !== elsewhere) return value;
    if (at + 8 > field.length) throw damaged(null);
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  };
  return [number(plain[0]), number(plain[1]), number(plain[2])];
}

async function* unfolded(bytes: FileBytes, size: number, path: string, part: Part, limits: UnfoldLimits): AsyncGenerator<Uint8Array, void, undefined> {
  if (part.encrypted) throw new FileProblem({ code: 'import.workbook_encrypted', facts: {} });
  if (part.method !== 0 && part.method !== 8) throw damaged(path);
  if (part.unfolded > limits.bytes || (part.unfolded > ratioFrom && part.unfolded > part.packed * limits.ratio)) throw tooLarge(limits.bytes);
  const head = await collect(bytes(part.offset, part.offset + 30));
  if (head.length < 30 || head.readUInt32LE(0) !== 0x0403_4b50) throw damaged(path);
  const from = part.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (from + part.packed > size) throw damaged(path);
  const packed = bytes(from, from + part.packed);
  let [total, crc] = [0, 0];
  try {
    for await (const chunk of part.method === 0 ? packed : through<Buffer>(packed, createInflateRaw())) {
      total += chunk.byteLength;
      if (total > limits.bytes || (total > ratioFrom && total > part.packed * limits.ratio)) throw tooLarge(limits.bytes);
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw damaged(path);
  }
  if (crc !== part.crc) throw damaged(path);
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(chunks));
}

export function damaged(part: string | null): FileProblem {
  return new FileProblem({ code: 'import.workbook_damaged', facts: { part } } satisfies FileRefusal);
}

function tooLarge(limitBytes: number): FileProblem {
  return new FileProblem({ code: 'import.workbook_too_large', facts: { limitBytes } });
}
