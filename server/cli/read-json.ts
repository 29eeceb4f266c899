import { readFile } from 'node:fs/promises';
import { BadUsage, type Io } from './command';

/**
 * The JSON of a file, or of stdin for `-`.
 *
 * @throws BadUsage when there is no such file or it holds no JSON.
 */
export async function readJson(path: string, io: Pick<Io, 'stdin'>): Promise<unknown> {
  const text = path === '-' ? await textOf(io.stdin) : await fileText(path);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new BadUsage(`${path === '-' ? 'stdin' : path} holds no JSON`);
  }
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new BadUsage(`${path} cannot be read`);
  }
}

/** A stream's text; half a character at the end of a piece waits for its other half. */
export async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const piece of textPieces(stream)) text += piece;
  return text;
}

export async function* textPieces(stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of stream) yield typeof piece === 'string' ? piece : decoder.decode(piece as Uint8Array, { stream: true });
  yield decoder.decode();
}
