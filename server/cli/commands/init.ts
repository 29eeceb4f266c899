import { parseArgs } from 'node:util';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { loadShippedDiagnoses } from '@/server/services/diagnosis/load-shipped';
import { openRegion } from '@/server/services/institution/open-region';
import { importPolicy } from '@/server/services/policy/import-policy';
import { BadUsage, type Command, exitCodes, operatorContext, withStore } from '../command';
import { done } from '../done';
import { policyDocuments } from '../policy-documents';

export const init: Command = {
  words: ['init'],
  usage: '--region CODE',
  summary: "opens a region with the policy packs that come with the program, and loads the holiday tables and the short list of diagnoses; safe to repeat",
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { region: { type: 'string' } } });
    const region = values.region;
    if (!region || !/^\d{6}$/.test(region)) throw new BadUsage('--region is a GB/T 2260 code of six digits, such as 210100');
    const documents = policyDocuments(region);
    return withStore(async (store) => {
      const context = operatorContext(store, region);
      const years = await loadHolidays(store);
      const opened = await done(openRegion(context, { name: nameOf(documents[0]) ?? region }));
      await loadShippedDiagnoses(context);
      for (const document of documents) {
        const imported = await done(importPolicy(context, document));
        io.stdout(`policy ${imported.id} ${imported.alreadyHeld ? 'was there already' : 'imported'}: ${imported.title}`);
      }
      io.stdout(`region ${region} ${opened.alreadyOpen ? 'was open already' : 'opened'}; holidays of ${years[0]}–${years.at(-1)} loaded`);
      return exitCodes.done;
    });
  },
};

function nameOf(document: unknown): string | null {
  return typeof document === 'object' && document !== null && 'regionName' in document ? String(document.regionName) : null;
}
