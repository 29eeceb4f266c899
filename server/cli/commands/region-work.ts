import { parseArgs } from 'node:util';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import { formatYuan, parseYuan } from '@/server/domain/kernel/money';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { settleableMethods } from '@/server/domain/settlement/statement';
import { setBudget } from '@/server/services/budget/set-budget';
import { closeMonth } from '@/server/services/month/close-month';
import { listMonths } from '@/server/services/month/list-months';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { type SettlementView, getSettlement } from '@/server/services/settlement/get-settlement';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
import { openTeam } from '@/server/services/team/open-team';
import type { ServiceContext } from '@/server/services/context';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';

const region = { region: { type: 'string' } } as const;

export const addTeam: Command = {
  words: ['add-team'],
  usage: '--institution CODE --name NAME --doctor NAME [--title TITLE] [--phone PHONE] [--region CODE]',
  summary: 'opens a family-doctor team at a primary institution; safe to repeat',
  run: (args, io) => {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args: [...args], options: { ...region, institution: text, name: text, doctor: text, title: text, phone: text } });
    const { institution, name, doctor } = values;
    if (!institution || !name || !doctor) throw new BadUsage('--institution, --name and --doctor are needed');
    return withStore(async (store) => {
      const context = operatorContext(store, await regionAmong(store, values.region));
      const team = await done(openTeam(context, { institutionCode: institution, name, doctorName: doctor, title: values.title ?? '全科医师', phone: values.phone ?? null }));
      io.stdout(`team ${team.name} (${team.id}) at ${team.institutionCode}, up to ${team.capacity} residents`);
      return exitCodes.done;
    });
  },
};

export const closeMonthCommand: Command = {
  words: ['close-month'],
  usage: 'YYYY-MM [--region CODE]',
  summary: 'counts the members of a month that is over and closes its books',
  run: (args, io) => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: region });
    const month = positionals[0] ?? '';
    if (!isMonth(month)) throw new BadUsage('name a month, such as 2025-03');
    return withStore(async (store) => {
      const closed = await done(closeMonth(operatorContext(store, await regionAmong(store, values.region)), month));
      io.stdout(`${month} closed: ${closed.heads} members counted on ${closed.countedOn}, income ${formatYuan(closed.incomeFen)}`);
      return exitCodes.done;
    });
  },
};

export const settleYear: Command = {
  words: ['settle-year'],
  usage: `YYYY --method ${settleableMethods.join('|')} [--budget POOL=YUAN …] [--region CODE] [--json]`,
  summary: 'closes the months of a year that are still open, computes its settlement, and verifies it against the books',
  run: (args, io) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...region, method: { type: 'string' }, budget: { type: 'string', multiple: true }, json: { type: 'boolean' } },
    });
    const year = positionals[0] ?? '';
    if (!/^\d{4}$/.test(year)) throw new BadUsage('name a year, such as 2024');
    const method = settleableMethods.find((one) => one === values.method);
    if (!method) throw new BadUsage(`--method is one of ${settleableMethods.join(', ')}`);
    const budgets = (values.budget ?? []).map(budgetOf);
    return withStore(async (store) => {
      const context = operatorContext(store, await regionAmong(store, values.region));
      for (const month of await openMonths(context, year)) {
        await done(closeMonth(context, month));
        io.stderr(`${month} closed`);
      }
      for (const { pool, amountFen } of budgets) {
        await done(setBudget(context, { year, pool, scope: { kind: 'region' }, request: { method: 'fixed', amountFen }, reason: 'settle-year --budget' }));
      }
      const computed = await done(computeSettlement(context, { year, method }));
      const settlement = await done(getSettlement(context, computed.id));
      const check = await done(verifySettlement(context, computed.id));
      io.stdout(values.json ? JSON.stringify({ settlement, check }) : statementText(settlement));
      io.stderr(check.holds ? 'recomputed from its inputs and from the books: equal to the 分' : `differs: ${JSON.stringify(check)}`);
      return check.holds ? exitCodes.done : exitCodes.failed;
    });
  },
};

async function openMonths(context: ServiceContext, year: string): Promise<string[]> {
  const closed = new Set((await listMonths(context, year)).filter((row) => row.status === 'closed').map((row) => row.month));
  return monthsOfYear(year).filter((month) => !closed.has(month));
}

function budgetOf(text: string): { pool: PoolId; amountFen: number } {
  const [pool, yuan = ''] = text.split('=');
  const known = poolIds.find((id) => id === pool);
  const amountFen = parseYuan(yuan);
  if (!known || amountFen === null || amountFen < 0) throw new BadUsage(`--budget ${text}: write POOL=YUAN with a pool of ${poolIds.join(', ')}`);
  return { pool: known, amountFen };
}

function statementText({ lines, totals }: SettlementView): string {
  const rows = lines.map((line) =>
    [line.poolId.padEnd(14), line.code, ...(['entitlementFen', 'specialFen', 'prepaidFen', 'finalFen'] as const).map((key) => `${key.slice(0, -3)} ${formatYuan(line[key]).padStart(13)}`), line.name].join('  '),
  );
  return [...rows, `total entitlement ${formatYuan(totals.entitlementFen)}, final ${formatYuan(totals.finalFen)}`].join('\n');
}
