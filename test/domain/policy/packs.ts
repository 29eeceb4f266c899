import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';

const folder = join(import.meta.dirname, '../../../policies');

/** Every policy document of the repository, by its path under policies/. */
export function listPolicyFiles(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort();
}

export function readPolicyFile(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

/** The one pack of a region, checked. */
export function packOf(regionCode: string): PolicyVersion {
  const name = listPolicyFiles().find((file) => file.startsWith(regionCode));
  if (name === undefined) throw new Error(`no pack for ${regionCode}`);
  const policy = checkPolicy(readPolicyFile(name));
  if (!policy.ok) throw new Error(`${name}: ${JSON.stringify(policy.refusals)}`);
  return policy.value;
}
