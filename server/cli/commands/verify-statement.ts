import { parseArgs } from 'node:util';
import { settle } from '@/server/domain/settlement/settle';
import { publishStatement } from '@/server/integration/statement/publish-statement';
import { readSettlementInput } from '@/server/integration/statement/read-statement';
import { BadUsage, type Command, type ExitCode, type Io, exitCodes } from '../command';
import { readJson } from '../read-json';

/** `verify FILE`: computes a published statement again from the inputs it carries, and names every place that differs. */
export async function runVerify(args: readonly string[], io: Io): Promise<ExitCode> {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' } } });
  const [path, ...others] = positionals;
  if (!path || others.length > 0) throw new BadUsage('name one published statement');
  const published = await readJson(path, io);
  const read = readSettlementInput(published);
  if (read.input === null) {
    for (const { path: place, problem } of read.problems) io.stderr(`${place}: ${problem}`);
    return exitCodes.failed;
  }
  const settled = settle(read.input);
  if (!settled.ok) {
    for (const { code, facts } of settled.refusals) io.stderr(`${code} ${JSON.stringify(facts)}`);
    return exitCodes.failed;
  }
  const differences = [...differencesOf(published, JSON.parse(JSON.stringify(publishStatement(settled.value))), '')];
  if (values.json) io.stdout(JSON.stringify({ holds: differences.length === 0, differences }));
  else {
    for (const { path: place, published: found, recomputed } of differences) io.stdout(`${place}: published ${text(found)}, recomputed ${text(recomputed)}`);
    io.stdout(differences.length === 0 ? 'the statement holds to the 分' : `${differences.length} places differ`);
  }
  return differences.length === 0 ? exitCodes.done : exitCodes.failed;
}

interface Difference {
  readonly path: string;
  readonly published: unknown;
  readonly recomputed: unknown;
}

function* differencesOf(published: unknown, recomputed: unknown, path: string): Generator<Difference> {
  if (!isNode(published) || !isNode(recomputed)) {
    if (published !== recomputed) yield { path, published, recomputed };
    return;
  }
  for (const key of new Set([...Object.keys(published), ...Object.keys(recomputed)])) {
    const place = Array.isArray(recomputed) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    yield* differencesOf(published[key], recomputed[key], place);
  }
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

export const verifyStatementCommand: Command = {
  words: ['verify'],
  usage: 'FILE [--json]',
  summary: 'computes a published statement again and compares it to the 分',
  run: runVerify,
};
