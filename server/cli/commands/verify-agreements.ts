import { parseArgs } from 'node:util';
import { verifyEvidence } from '@/server/services/agreement/verify-evidence';
import { listRegionCodes } from '@/server/services/institution/list-region-codes';
import { type Command, exitCodes, operatorContext, withStore } from '../command';

export const verifyAgreementsCommand: Command = {
  words: ['verify-agreements'],
  usage: '[--json]',
  summary: 'computes the digest of every agreement and consent again and names each that was changed, removed or cannot be read',
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
    return withStore(async (store) => {
      let sound = true;
      for (const region of await listRegionCodes(store)) {
        const { documents, faulty } = await verifyEvidence(operatorContext(store, region));
        sound &&= faulty.length === 0;
        if (values.json) io.stdout(JSON.stringify({ region, documents, faulty }));
        else {
          for (const { contractId, kind, evidenceId, faults } of faulty) io.stdout(`${region} contract ${contractId} ${kind ?? 'evidence'} ${evidenceId}: ${faults.join(', ')}`);
          io.stdout(`${region}: ${documents} documents, ${faulty.length} faulty`);
        }
      }
      return sound ? exitCodes.done : exitCodes.failed;
    });
  },
};
