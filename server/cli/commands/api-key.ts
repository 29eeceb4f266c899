import { parseArgs } from 'node:util';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { createApiKey } from '@/server/services/api-key/create-api-key';
import { listApiKeys } from '@/server/services/api-key/list-api-keys';
import { revokeApiKey } from '@/server/services/api-key/revoke-api-key';
import { BadUsage, type Command, type ExitCode, exitCodes, type Io, operatorContext, withStore } from '../command';

export const createApiKeyCommand: Command = {
  words: ['create-api-key'],
  usage: '--region CODE --institution CODE --name NAME [--json]',
  summary: "makes a key for a hospital's system and prints it this once",
  run: (args, io) => {
    const options = { region: { type: 'string' }, institution: { type: 'string' }, name: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...args], options });
    const { region, institution: institutionCode, name } = values;
    if (!region || !institutionCode || !name) throw new BadUsage('region, institution and name are needed');
    return withStore(async (store) =>
      tell(io, await createApiKey(operatorContext(store, region), { institutionCode, name }), (made) => (values.json ? JSON.stringify(made) : made.key)),
    );
  },
};

export const revokeApiKeyCommand: Command = {
  words: ['revoke-api-key'],
  usage: 'ID',
  summary: 'revokes a key for good, from the next request on; the ID is what stands between gk_ and the next _',
  run: (args, io) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const [id = ''] = positionals;
    if (!/^\d{6}[0-9a-z]{10}$/.test(id)) throw new BadUsage(`${id} is no key's ID`);
    return withStore(async (store) => tell(io, await revokeApiKey(operatorContext(store, id.slice(0, 6)), { id }), (ended) => `${ended.id} is revoked`));
  },
};

export const listApiKeysCommand: Command = {
  words: ['list-api-keys'],
  usage: '--region CODE [--json]',
  summary: "lists a region's keys, by institution, with when each was last used",
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { region: { type: 'string' }, json: { type: 'boolean' } } });
    const { region } = values;
    if (!region) throw new BadUsage('region is needed');
    return withStore(async (store) => {
      const keys = await listApiKeys(operatorContext(store, region));
      const when = (at: number | null) => (at === null ? 'never' : new Date(at).toISOString());
      const lines = keys.map((key) => [key.id, key.institutionCode, key.name, `used ${when(key.lastUsedAt)}`, key.revokedAt === null ? '' : 'revoked'].join('  ').trimEnd());
      io.stdout(values.json ? JSON.stringify(keys) : lines.join('\n'));
      return exitCodes.done;
    });
  },
};

function tell<Value>(io: Io, outcome: Outcome<Value, AnyRefusal>, say: (value: Value) => string): ExitCode {
  if (outcome.ok) io.stdout(say(outcome.value));
  else for (const refusal of outcome.refusals) io.stderr(JSON.stringify(refusal));
  return outcome.ok ? exitCodes.done : exitCodes.failed;
}
