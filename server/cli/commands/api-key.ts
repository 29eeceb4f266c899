import { parseArgs } from 'node:util';
import { createApiKey } from '@/server/services/api-key/create-api-key';
import { listApiKeys } from '@/server/services/api-key/list-api-keys';
import { revokeApiKey } from '@/server/services/api-key/revoke-api-key';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';

const text = { type: 'string' } as const;
const json = { type: 'boolean' } as const;

export const createApiKeyCommand: Command = {
  words: ['create-api-key'],
  usage: '--institution CODE --name NAME [--region CODE] [--json]',
  summary: "makes a key for a hospital's system and prints it this once",
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { region: text, institution: text, name: text, json } });
    const { institution: institutionCode, name } = values;
    if (!institutionCode || !name) throw new BadUsage('--institution and --name are needed');
    return withStore(async (store) => {
      const made = await done(createApiKey(operatorContext(store, await regionAmong(store, values.region)), { institutionCode, name }));
      io.stdout(values.json ? JSON.stringify(made) : made.key);
      return exitCodes.done;
    });
  },
};

export const revokeApiKeyCommand: Command = {
  words: ['revoke-api-key'],
  usage: 'ID [--region CODE]',
  summary: 'revokes a key for good, from the next request on; ID is what stands between gk_ and the next _',
  run: (args, io) => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { region: text } });
    const [id] = positionals;
    if (!id) throw new BadUsage('the ID of a key is needed');
    return withStore(async (store) => {
      await done(revokeApiKey(operatorContext(store, await regionAmong(store, values.region)), { id }));
      io.stdout(`${id} is revoked`);
      return exitCodes.done;
    });
  },
};

export const listApiKeysCommand: Command = {
  words: ['list-api-keys'],
  usage: '[--region CODE] [--json]',
  summary: "lists a region's keys by institution, with when each was last used",
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { region: text, json } });
    return withStore(async (store) => {
      const keys = await listApiKeys(operatorContext(store, await regionAmong(store, values.region)));
      const when = (at: number | null) => (at === null ? 'never' : new Date(at).toISOString());
      const lines = keys.map((key) => [key.id, key.institutionCode, key.name, `used ${when(key.lastUsedAt)}`, key.revokedAt === null ? '' : 'revoked'].join('  ').trimEnd());
      io.stdout(values.json ? JSON.stringify(keys) : lines.join('\n'));
      return exitCodes.done;
    });
  },
};
