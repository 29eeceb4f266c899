import { parseArgs } from 'node:util';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import { scanWarnings } from '@/server/services/warning/scan-warnings';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';

export const scanWarningsCommand: Command = {
  words: ['scan-warnings'],
  usage: '--month YYYY-MM [--to YYYY-MM] [--region CODE]',
  summary: 'looks through a month, or several, for what is worth a look; safe to repeat',
  run: (args, io) => {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args: [...args], options: { month: text, to: text, region: text } });
    const from = values.month ?? '';
    const to = values.to ?? from;
    if (!isMonth(from) || !isMonth(to)) throw new BadUsage('name a month with --month, such as --month 2025-03');
    return withStore(async (store) => {
      const context = operatorContext(store, await regionAmong(store, values.region));
      for (const { month, people, findings, added, renewed, vanished } of await done(scanWarnings(context, { from, to }))) {
        io.stdout(`${month}: ${people} people, ${findings} findings (${added} new, ${renewed} changed, ${vanished} gone)`);
      }
      return exitCodes.done;
    });
  },
};
