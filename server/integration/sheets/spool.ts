import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileRefusal } from '@/server/domain/import/refusals';
import { accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import { type FileBytes, fileLimitBytes } from './open-sheet';

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
  return accept({ remove, bytes: () => opened(path, key, iv) });
}

async function* opened(path: string, key: Buffer, iv: Buffer): AsyncGenerator<Uint8Array> {
  const decipher = createDecipheriv('aes-256-ctr', key, iv);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) yield decipher.update(chunk);
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
