import { TextDecoder } from 'node:util';

/** Node's decoder called gbk accepts bytes that mean nothing; gb18030 with `fatal` does not. */
export type Encoding = 'utf-8' | 'gb18030';

/** Tells, chunk by chunk, whether bytes are sound text so far; null ends them. Null bytes are in no text file. */
export function strictly(encoding: Encoding): (chunk: Uint8Array | null) => boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (chunk) => {
    try {
      if (chunk === null) decoder.decode();
      else decoder.decode(chunk, { stream: true });
      return chunk === null || !chunk.includes(0);
    } catch {
      return false;
    }
  };
}

/** The text of bytes that `strictly` has found sound, without its byte order mark. */
export async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
