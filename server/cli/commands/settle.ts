import { parseArgs } from 'node:util';
import { settle } from '@/server/domain/settlement/settle';
import { settleableMethods } from '@/server/domain/settlement/statement';
import { publishStatement } from '@/server/integration/statement/publish-statement';
import { readSettlementInput } from '@/server/integration/statement/read-statement';
import { BadUsage, type Command, type ExitCode, type Io, exitCodes } from '../command';
import { readJson } from '../read-json';
import { settleExamples } from './settle-examples';

/**
 * `settle --input FILE`: a statement from its inputs, without a database. `-` reads the inputs from stdin; `--example METHOD`
 * answers inputs to begin with, and `--help` says what their keys mean.
 */
export async function runSettle(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: { input: { type: 'string' }, example: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) {
    io.stdout(help);
    return exitCodes.done;
  }
  if (values.example !== undefined) {
    io.stdout(JSON.stringify(exampleOf(values.example), null, 2));
    return exitCodes.done;
  }
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

const help = `usage: gatekeeper settle --input FILE | --example METHOD

The inputs are one JSON document. Amounts are yuan as text with at most two decimals, shares and points decimal text, counts whole numbers.
"settle --example METHOD" prints one for each of ${settleableMethods.join(', ')}.

  points               institutionShare, reading, pools[] { id, budget B, adjustment A, feeForService P, outOfRegion X, specialFees T, persons N,
                       institutions[] { code, fund, special, prepaid, deductions } }; with scoring { scheme DIP|DRG, pointRate? } a pool is
                       dealt by each institution's recordedPoints; with assessment { withheldShare, fullScore } each has a score
  per_head_ceiling     pool, perHead, overspendShare, surplusReward, institutions[] { code, insured, feeForService, prepaid, deductions,
                       budget?, adjustment? }; budgeted? { overspendShare, surplusShare, pools[] { id, institutions[] { code, years[], growth,
                       budget, adjustment, feeForService, prepaid, deductions } } }
  alliance_total       staffShare, reasonableOverspendFundShare, pools[] { id, alliances[] { code of the lead, insured, excluded, perHead, budget,
                       adjustment, members[] { code, inside, outside, prepaid }, elsewhere[] { code, inside }, deductions,
                       reasonableOverspend? { amount, reason war|disaster|policy_change, note } } }
  total_kept_or_borne  withheldShare, fullScore, pools[] { id, kind total|capitation, alliances[] as above, with score }
  composite            drgRate, bedDayRate, pools[] { id, outpatientPerHead, alliances[] { code, outpatientHeads, budget, adjustment, members[]
                       { code, inside, outside, stays, drgPoints, bedDays, prepaid }, elsewhere[], deductions } }

The answer is the same document with what came of it; "gatekeeper verify FILE" computes it again.`;

function exampleOf(method: string): object {
  const known = settleableMethods.find((each) => each === method);
  if (known === undefined) throw new BadUsage(`--example is one of ${settleableMethods.join(', ')}`);
  return settleExamples[known];
}

export const settleCommand: Command = {
  words: ['settle'],
  usage: '--input FILE | --example METHOD | --help',
  summary: `settles a year from its inputs, without a database: ${settleableMethods.join(', ')}`,
  run: runSettle,
};
