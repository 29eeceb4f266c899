import { describe, expect, test } from 'vitest';
import { settlementCompare } from '@/app/_copy/settlement-compare';
import { settleExamples } from '@/server/cli/commands/settle-examples';
import { compareInputs } from '@/server/domain/settlement/compare-inputs';
import { type SettlementInput, settleableMethods } from '@/server/domain/settlement/statement';
import { readSettlementInput } from '@/server/integration/statement/read-statement';

function inputOf(method: SettlementInput['method']): SettlementInput {
  const { input, problems } = readSettlementInput(settleExamples[method]);
  if (input === null) throw new Error(JSON.stringify(problems));
  return input;
}

describe('the inputs of every method', () => {
  test.each(settleableMethods)('%s: each value that can change has a name in a difference report', (method) => {
    const nothing = inputOf(method === 'points' ? 'composite' : 'points');
    const fields = new Set(compareInputs(nothing, inputOf(method)).map(({ field }) => field));
    expect([...fields].filter((field) => !(field in settlementCompare.inputs))).toEqual([]);
  });
});
