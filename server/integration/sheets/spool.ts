import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileRefusal } from '@/server/domain/import/refusals';
import { accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import type { FileBytes } from './file-bytes';
import { fileLimitBytes } from './open-sheet';

export interface Spool {
  readonly bytes: FileBytes;
  readonly remove: () => Promise<void>;
}

/**
 * Keeps a body that can be read only once, so that it can be read twice. Visit files hold identity numbers: on the disk they
 * lie under a key that is nowhere but in this process's memory.
 */
export async function spool(body: AsyncIterable<Uint8Array>, limitBytes: number = fileLimitBytes): Promise<Outcome<Spool, FileRefusal>> {
  const folder = await mkdtemp(join(tmpdir(), 'gatekeeper-upload-'));
  const path = join(folder, 'body');
  const remove = () => rm(folder, { recursive: true, force: true });
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  try {
    await pipeline(body, limit(limitBytes), createCipheriv('aes-256-ctr', key, iv), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await remove();
    if (error instanceof TooLarge) return refuse({ code: 'import.file_too_large', facts: { limitBytes } });
    throw error;
  }
  return accept({ remove, bytes: (from = 0, to = Infinity) => opened(path, { key, iv }, from, to) });
}

const blockBytes = 16;

/** A counter cipher can be entered at any of its blocks: the counter is the block's number on top of the first. */
async function* opened(path: string, { key, iv }: { key: Buffer; iv: Buffer }, from: number, to: number): AsyncGenerator<Uint8Array> {
  if (to <= from) return;
  const block = Math.floor(from / blockBytes);
  const counter = (BigInt(`0x${iv.toString('hex')}`) + BigInt(block)) % (1n << 128n);
  const decipher = createDecipheriv('aes-256-ctr', key, Buffer.from(counter.toString(16).padStart(32, '0'), 'hex'));
  let skip = from - block * blockBytes;
  for await (const chunk of createReadStream(path, { start: block * blockBytes, end: to - 1 }) as AsyncIterable<Buffer>) {
    const plain = decipher.update(chunk);
    if (skip < plain.length) yield plain.subarray(skip);
    skip = Math.max(0, skip - plain.length);
  }
}

class TooLarge extends Error {}

function limit(limitBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.byteLength;
      if (size > limitBytes) done(new TooLarge());
      else done(null, chunk);
    },
  });
}
