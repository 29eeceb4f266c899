import { parseArgs } from 'node:util';
import { formatYuan } from '@/server/domain/kernel/money';
import type { TrialReport } from '@/server/domain/trial/trial-report';
import type { ServiceContext } from '@/server/services/context';
import { getTrial } from '@/server/services/trial/get-trial';
import { requestTrial } from '@/server/services/trial/request-trial';
import { runTrial, takeUpTrial } from '@/server/services/trial/run-trial';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';
import { readJson } from '../read-json';

export const tryPolicyCommand: Command = {
  words: ['try-policy'],
  usage: 'FILE|ID --year YYYY [--region CODE] [--json]',
  summary: 'holds a draft policy against the visits of a past year; changes nothing but its own report',
  run: async (args, io) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { region: { type: 'string' }, year: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [named] = positionals;
    const { year } = values;
    if (!named || !year || !/^\d{4}$/.test(year)) throw new BadUsage('name a policy document or the id of a version, and --year, such as 2024');
    const draft = named.endsWith('.json') ? { document: await readJson(named, io) } : { policyId: named };
    return withStore(async (store) => {
      const context = operatorContext(store, await regionAmong(store, values.region));
      const { id } = await done(requestTrial(context, { year, draft }));
      io.stderr(`trying ${named} on ${year} …`);
      const report = await reportOf(context, id);
      io.stdout(values.json ? JSON.stringify(report) : summaryOf(report));
      return exitCodes.done;
    });
  },
};

/** Runs what waits, until the named run has its report; a server beside may be faster. */
async function reportOf(context: ServiceContext, id: string): Promise<TrialReport> {
  for (;;) {
    const taken = await takeUpTrial(context.store);
    if (taken) await runTrial(context.store, taken);
    const { status, report } = await done(getTrial(context, id));
    if (report) return report;
    if (status === 'failed') throw new Error('the trial run failed; what went wrong is above');
    if (!taken) await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function summaryOf({ total, people, withoutPlan }: TrialReport): string {
  const line = (name: string, key: 'payFen' | 'enhancementFen' | 'layersFen' | 'selfPaidFen') =>
    `${name.padEnd(24)} ${formatYuan(total.held[key]).padStart(16)} → ${formatYuan(total.trial[key]).padStart(16)}  (${formatYuan(total.trial[key] - total.held[key])})`;
  return [
    `visits ${total.held.visits}`,
    line('basic insurance', 'payFen'),
    line('of it for being signed', 'enhancementFen'),
    line('ladder and assistance', 'layersFen'),
    line('people themselves', 'selfPaidFen'),
    `people: ${people.better} pay less, ${people.worse} pay more, ${people.same} as before`,
    ...withoutPlan.map(({ insutype, medType, visits }) => `no plan for insutype ${insutype}, med_type ${medType}: ${visits} visits`),
  ].join('\n');
}
