import { createReadStream } from 'node:fs';

/**
 * The bytes of a file, as often as asked: from the start to the end, or from one offset to before another. A text file is read
 * twice, once to find its encoding and digest; of a workbook the parts that are needed.
 */
export type FileBytes = (from?: number, to?: number) => AsyncIterable<Uint8Array>;

/** The bytes of something that can only be read from its start. */
export function fromStart(open: () => AsyncIterable<Uint8Array>): FileBytes {
  return (from = 0, to = Infinity) => (from === 0 && to === Infinity ? open() : between(open(), from, to));
}

async function* between(chunks: AsyncIterable<Uint8Array>, from: number, to: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of chunks) {
    const end = at + chunk.byteLength;
    if (end > from && at < to) yield chunk.subarray(Math.max(0, from - at), Math.min(chunk.byteLength, to - at));
    at = end;
    if (at >= to) return;
  }
}

/** So few rows are made of one piece that others get their turn before the next. */
const pieceBytes = 16 * 1024;

/** The bytes of a file on the disk. */
export function ofFile(path: string): FileBytes {
  return (from = 0, to = Infinity) => (to > from ? createReadStream(path, { start: from, end: to - 1, highWaterMark: pieceBytes }) : nothing());
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A range without bytes.
}
