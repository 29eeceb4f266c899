import { crc32, createDeflateRaw } from 'node:zlib';
import { through } from './through';

/** One part of a package: its path, and its text in pieces that are asked for when the one before has been written. */
export interface ZipPart {
  readonly path: string;
  readonly text: Iterable<string> | AsyncIterable<string>;
}

interface Written {
  readonly path: Buffer;
  readonly crc: number;
  readonly compressed: number;
  readonly plain: number;
  readonly offset: number;
}

const mostBytes = 0xffff_ffff;
/** Sizes follow the part, as they are not known before it; names are UTF-8. */
const flags = 0x0808;
const deflate = 8;
/** 1980-01-01: the same content is the same file. */
const day = 0x0021;

/**
 * A ZIP file as it comes into being. Memory does not grow with its parts.
 *
 * @throws RangeError beyond 4 GB, where the plain format ends.
 */
export async function* zipOf(parts: Iterable<ZipPart> | AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array, void, undefined> {
  const written: Written[] = [];
  let offset = 0;
  const put = (bytes: Buffer) => {
    offset += bytes.length;
    if (offset > mostBytes) throw new RangeError('a ZIP file of more than 4 GB');
    return bytes;
  };
  for await (const part of parts) {
    const path = Buffer.from(part.path, 'utf8');
    const start = offset;
    yield put(Buffer.concat([header(0x0403_4b50, [[20, 2], [flags, 2], [deflate, 2], [0, 2], [day, 2], [0, 4], [0, 4], [0, 4], [path.length, 2], [0, 2]]), path]));
    const sums = { crc: 0, plain: 0 };
    const from = offset;
    for await (const chunk of through<Buffer>(summed(part.text, sums), createDeflateRaw())) yield put(chunk);
    const compressed = offset - from;
    yield put(header(0x0807_4b50, [[sums.crc, 4], [compressed, 4], [sums.plain, 4]]));
    written.push({ path, ...sums, compressed, offset: start });
  }
  const start = offset;
  for (const each of written) yield put(directoryEntry(each));
  yield put(header(0x0605_4b50, [[0, 2], [0, 2], [written.length, 2], [written.length, 2], [offset - start, 4], [start, 4], [0, 2]]));
}

function directoryEntry({ path, crc, compressed, plain, offset }: Written): Buffer {
  const fixed = header(0x0201_4b50, [
    [20, 2], [20, 2], [flags, 2], [deflate, 2], [0, 2], [day, 2], [crc, 4], [compressed, 4], [plain, 4],
    [path.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4],
  ]);
  return Buffer.concat([fixed, path]);
}

async function* summed(text: ZipPart['text'], sums: { crc: number; plain: number }): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece, 'utf8');
    sums.crc = crc32(bytes, sums.crc);
    sums.plain += bytes.length;
    yield bytes;
  }
}

/** A signature and little-endian whole numbers, each with its number of bytes. */
function header(signature: number, fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(4 + fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = buffer.writeUInt32LE(signature, 0);
  for (const [value, bytes] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}
