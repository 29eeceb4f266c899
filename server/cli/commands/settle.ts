import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { settle } from '@/server/domain/settlement/settle';
import { publishStatement } from '@/server/integration/statement/publish-statement';
import { readSettlementInput } from '@/server/integration/statement/read-statement';
import { BadUsage, type Command, type ExitCode, type Io, exitCodes } from '../command';

/** `settle --input FILE`: a statement from its inputs, without a database. `-` reads the inputs from stdin. */
export async function runSettle(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: { input: { type: 'string' } } });
  if (!values.input) throw new BadUsage('name the inputs with --input FILE');
  const json = await readJson(values.input, io);
  const read = readSettlementInput(json);
  if (read.input === null) {
    for (const { path, problem } of read.problems) io.stderr(`${path}: ${problem}`);
    return exitCodes.failed;
  }
  const settled = settle(read.input);
  if (!settled.ok) {
    for (const { code, facts } of settled.refusals) io.stderr(`${code} ${JSON.stringify(facts)}`);
    return exitCodes.failed;
  }
  io.stdout(JSON.stringify(publishStatement(settled.value), null, 2));
  return exitCodes.done;
}

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

export const settleCommand: Command = {
  words: ['settle'],
  usage: '--input FILE',
  summary: 'settles a year from its inputs, without a database: points or per_head_ceiling',
  run: runSettle,
};
