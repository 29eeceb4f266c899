import { parseArgs } from 'node:util';
import { verifyChains } from '@/server/services/audit/verify-chains';
import { type Command, exitCodes, operatorContext, withStore } from '../command';

export const migrate: Command = {
  words: ['migrate'],
  usage: '',
  summary: 'brings the database to this version of the program',
  run: (_args, io) =>
    withStore(() => {
      io.stderr('database is up to date');
      return Promise.resolve(exitCodes.done);
    }),
};

export const verifyAudit: Command = {
  words: ['verify-audit'],
  usage: '[--json]',
  summary: 'walks every audit chain and names each row that was edited, removed, reordered or cut off',
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
    return withStore(async (store) => {
      const found = await verifyChains(operatorContext(store, null));
      io.stdout(values.json ? JSON.stringify(found) : [`${found.rows} rows, ${found.problems.length} problems`, ...found.problems].join('\n'));
      return found.problems.length === 0 ? exitCodes.done : exitCodes.failed;
    });
  },
};
