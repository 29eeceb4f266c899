import { parseArgs } from 'node:util';
import { verifyContracts } from '@/server/services/contract/verify-contracts';
import { listRegionCodes } from '@/server/services/institution/list-region-codes';
import { type Command, exitCodes, operatorContext, withStore } from '../command';

const faults = {
  claim: 'claims other days than its own',
  overlap: 'shares a day with another contract of the same person',
  assignment: 'was handed over to somebody else than it names',
  assigned_twice: 'belonged to two teams on one day',
} as const;

export const verifyContractsCommand: Command = {
  words: ['verify-contracts'],
  usage: '[--json]',
  summary: 'counts the places of every team and doctor once more, and holds each contract against the days it claims and where it was handed over',
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
    return withStore(async (store) => {
      let sound = true;
      for (const region of await listRegionCodes(store)) {
        const { teams, doctors, contracts } = await verifyContracts(operatorContext(store, region));
        const wrong = teams.length + doctors.length + contracts.length;
        sound &&= wrong === 0;
        if (values.json) io.stdout(JSON.stringify({ region, teams, doctors, contracts }));
        else {
          for (const { id, counted, contracts: held } of teams) io.stdout(`${region} team ${id} counts ${counted}, its contracts are ${held}`);
          for (const { id, counted, contracts: held } of doctors) io.stdout(`${region} doctor ${id} counts ${counted}, their contracts are ${held}`);
          for (const { number, kind } of contracts) io.stdout(`${region} contract ${number} ${faults[kind]}`);
          io.stdout(`${region}: ${wrong} differences`);
        }
      }
      return sound ? exitCodes.done : exitCodes.failed;
    });
  },
};
