import { parseArgs } from 'node:util';
import { fillSearchKeys } from '@/server/services/resident/fill-search-keys';
import { scanDuplicates } from '@/server/services/duplicate/scan-duplicates';
import { type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';

export const findDuplicatesCommand: Command = {
  words: ['find-duplicates'],
  usage: '[--region CODE]',
  summary: 'looks for residents with two records; what was decided stays decided',
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { region: { type: 'string' } } });
    return withStore(async (store) => {
      const context = operatorContext(store, await regionAmong(store, values.region));
      await fillSearchKeys(context);
      const { residents, found, gone } = await done(scanDuplicates(context));
      io.stdout(`${residents} residents, ${found} new pairs, ${gone} no longer alike`);
      return exitCodes.done;
    });
  },
};
