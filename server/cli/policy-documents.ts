import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The policy documents that come with the program for a region, oldest first. */
export function policyDocuments(regionCode: string): unknown[] {
  const folder = join(process.cwd(), 'policies', regionCode);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown);
}
