import { parseArgs } from 'node:util';
import { demoAccounts, demoPassToken } from '@/db/seed/fill-district';
import { demoResident } from '@/db/seed/people';
import { demoRegion } from '@/db/seed/places';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { listRegionCodes } from '@/server/services/institution/list-region-codes';
import { BadUsage, type Command, exitCodes, type Io, withStore } from '../command';
import { newestFullDay } from '../seed/demo-day';
import { demoPassword, seedDemo } from '../seed/seed-demo';

export const seedDemoCommand: Command = {
  words: ['seed', 'demo'],
  usage: '[--residents N] [--visits N] [--seed N] [--today YYYY-MM-DD]',
  summary: 'fills an empty database with the demo district and prints one login a role',
  run: (args, io) => {
    const { values } = parseArgs({
      args: [...args],
      options: { residents: { type: 'string' }, visits: { type: 'string' }, seed: { type: 'string' }, today: { type: 'string' } },
    });
    const today = values.today ?? newestFullDay(Date.now());
    if (!isDay(today)) throw new BadUsage(`--today ${today} is no day`);
    const size = {
      today,
      residents: wholeNumber('residents', values.residents, 6000),
      visits: wholeNumber('visits', values.visits, 60_000),
      seed: wholeNumber('seed', values.seed, 1),
    };
    return withStore(async (store) => {
      if ((await listRegionCodes(store)).includes(demoRegion.regionCode)) {
        io.stderr('the demo district is there already; nothing was changed');
      } else {
        io.stderr(`Seeding the demo district: ${size.residents} residents, about ${size.visits} visits …`);
        await seedDemo(store, size, io.stderr);
      }
      printLogins(io);
      return exitCodes.done;
    });
  },
};

export const demoLogins: Command = {
  words: ['demo-logins'],
  usage: '',
  summary: 'prints the logins of the demo district',
  run: (_args, io) => {
    printLogins(io);
    return Promise.resolve(exitCodes.done);
  },
};

const roleNames: Readonly<Record<string, string>> = {
  doctor: '家庭医生',
  nurse: '团队护士',
  referral_office: '医院转诊办',
  bureau_clerk: '医保经办',
  bureau_reviewer: '医保复核',
  finance: '医保财务',
  alliance_manager: '医联体管理',
  administrator: '系统管理',
  auditor: '审计',
};

function printLogins(io: Io): void {
  const lines = demoAccounts.map((account) => `  ${account.userName.padEnd(10)} ${roleNames[account.role] ?? account.role}（${account.name}）`);
  io.stdout(`Sign in with the password ${demoPassword} as\n${lines.join('\n')}`);
  io.stdout(`Resident on a phone: /r/${demoPassToken}, last four characters ${demoResident.citizenId.slice(-4)} (${demoResident.name})`);
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new BadUsage(`--${name} ${text} is no whole number above zero`);
  return Number(text);
}
