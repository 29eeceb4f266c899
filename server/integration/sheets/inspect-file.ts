import { createHash } from 'node:crypto';
import type { FileRefusal } from '@/server/domain/import/refusals';
import { accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import { type Encoding, strictly } from './decode';

export interface Inspection {
  /** SHA-256 of the bytes. */
  readonly digest: string;
  readonly size: number;
  readonly content: { readonly kind: 'csv' | 'ndjson'; readonly encoding: Encoding } | { readonly kind: 'package'; /** The last bytes. */ readonly tail: Buffer };
}

export interface FileLimits {
  readonly fileBytes: number;
  readonly rowBytes: number;
}

const tailBytes = 70 * 1024;
/** No encoding takes more bytes for a character. */
const mostBytesOfCharacter = 4;

/**
 * One pass over the bytes: what they are, by their content and never by the file's name. UTF-8 and GB18030 cannot be told apart by a beginning:
 * a file may be plain ASCII for long. A line that no row can fill ends the pass early.
 */
export async function inspectFile(chunks: AsyncIterable<Uint8Array>, { fileBytes, rowBytes }: FileLimits): Promise<Outcome<Inspection, FileRefusal>> {
  const hash = createHash('sha256');
  let size = 0;
  let look: Look | null = null;
  let begin = Buffer.alloc(0);
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > fileBytes) return refuse({ code: 'import.file_too_large', facts: { limitBytes: fileBytes } });
    hash.update(chunk);
    // The first bytes may come one by one.
    if (look === null) {
      begin = Buffer.concat([begin, chunk]);
      if (begin.length < 8) continue;
      look = lookFor(begin, rowBytes);
    }
    const refusal = look.take(begin.length > 0 ? begin : chunk);
    begin = Buffer.alloc(0);
    if (refusal) return refuse(refusal);
  }
  look ??= lookFor(begin, rowBytes);
  const refusal = begin.length > 0 ? look.take(begin) : null;
  if (refusal) return refuse(refusal);
  const ended = look.end();
  return ended.ok ? accept({ digest: hash.digest('hex'), size, content: ended.value }) : ended;
}

interface Look {
  take(chunk: Uint8Array): FileRefusal | null;
  end(): Outcome<Inspection['content'], FileRefusal>;
}

function lookFor(begin: Buffer, rowBytes: number): Look {
  if (begin.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1')) || begin.subarray(0, 4).equals(Buffer.from('PK\x05\x06', 'latin1'))) return new PackageLook();
  return begin.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex')) ? new OldOfficeLook() : new TextLook(rowBytes);
}

class PackageLook implements Look {
  #tail: Buffer = Buffer.alloc(0);

  take(chunk: Uint8Array): null {
    this.#tail = Buffer.concat([this.#tail, chunk]);
    if (this.#tail.length > 2 * tailBytes) this.#tail = Buffer.from(this.#tail.subarray(-tailBytes));
    return null;
  }

  end(): Outcome<Inspection['content'], FileRefusal> {
    return accept({ kind: 'package', tail: this.#tail });
  }
}

/** Files of before 2007, and newer ones that a password was put on, are in the same container. */
class OldOfficeLook implements Look {
  readonly #mark = Buffer.from('EncryptedPackage', 'utf16le');
  #rest: Buffer = Buffer.alloc(0);
  #isEncrypted = false;

  take(chunk: Uint8Array): null {
    const bytes = Buffer.concat([this.#rest, chunk]);
    this.#isEncrypted ||= bytes.includes(this.#mark);
    this.#rest = Buffer.from(bytes.subarray(-this.#mark.length));
    return null;
  }

  end(): Outcome<never, FileRefusal> {
    return refuse(this.#isEncrypted ? { code: 'import.workbook_encrypted', facts: {} } : { code: 'import.workbook_old', facts: {} });
  }
}

class TextLook implements Look {
  readonly #candidates = new Map<Encoding, ReturnType<typeof strictly>>([
    ['utf-8', strictly('utf-8')],
    ['gb18030', strictly('gb18030')],
  ]);
  readonly #limitBytes: number;
  #firstCharacter = '';
  #line = 1;
  #bytesOfLine = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  take(chunk: Uint8Array): FileRefusal | null {
    this.#firstCharacter ||= /[^\s\uFEFF]/.exec(Buffer.from(chunk.subarray(0, 4096)).toString('utf8'))?.[0] ?? '';
    for (const [encoding, isSound] of this.#candidates) if (!isSound(chunk)) this.#candidates.delete(encoding);
    if (this.#candidates.size === 0) return { code: 'import.file_not_text', facts: {} };
    return this.#measure(chunk) ? null : { code: 'import.row_too_long', facts: { line: this.#line, limitBytes: this.#limitBytes } };
  }

  end(): Outcome<Inspection['content'], FileRefusal> {
    if (this.#firstCharacter === '') return refuse({ code: 'import.file_empty', facts: {} });
    for (const [encoding, isSound] of this.#candidates) {
      if (isSound(null)) return accept({ kind: this.#firstCharacter === '{' ? 'ndjson' : 'csv', encoding });
    }
    return refuse({ code: 'import.file_not_text', facts: {} });
  }

  /** Both encodings have a line feed and a carriage return as bytes of their own. */
  #measure(chunk: Uint8Array): boolean {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < bytes.length; ) {
      const feed = bytes.indexOf(10, at);
      const end = feed >= 0 ? feed : bytes.indexOf(13, at) >= 0 ? bytes.lastIndexOf(13) : bytes.length;
      this.#bytesOfLine += end - at;
      if (this.#bytesOfLine > this.#limitBytes * mostBytesOfCharacter) return false;
      if (end === bytes.length) return true;
      this.#bytesOfLine = 0;
      this.#line += 1;
      at = end + 1;
    }
    return true;
  }
}
