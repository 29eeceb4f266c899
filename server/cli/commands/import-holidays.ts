import { parseArgs } from 'node:util';
import { importHolidays } from '@/server/services/calendar/import-holidays';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { readJson } from '../read-json';

/** `import holidays FILE`: the days off of a year, when the State Council has announced them. */
export const importHolidaysCommand: Command = {
  words: ['import', 'holidays'],
  usage: 'FILE [--region CODE]',
  summary: 'imports the days off of a year and the weekend days worked for them, from JSON; clinics and time limits of that year wait for it',
  run: async (args, io) => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { region: { type: 'string' } } });
    const [path, ...others] = positionals;
    if (!path || others.length > 0) throw new BadUsage('name one file, such as 2027.json: {"2027": {"daysOff": ["2027-01-01"], "workdays": []}}');
    const document = await readJson(path, io);
    return withStore(async (store) => {
      const imported = await importHolidays(operatorContext(store, await regionAmong(store, values.region)), document);
      if (!imported.ok) {
        for (const { code, facts } of imported.refusals) io.stderr(`${code} ${JSON.stringify(facts)}`);
        return exitCodes.failed;
      }
      io.stdout(`holidays of ${imported.value.join(', ')} imported`);
      return exitCodes.done;
    });
  },
};
