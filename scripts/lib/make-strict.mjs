// SQLite takes 1.5 or 'abc' in an integer column unless its table is STRICT, which drizzle-kit cannot say.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes every table of the generated SQLite migrations STRICT; running it again changes nothing. */
export function makeStrict(folder) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const strict = text.replace(/^\);$/gm, ') STRICT;');
    if (strict !== text) writeFileSync(path, strict);
  }
}
