import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';

/** Takes the settings in .env, where there is one. What the environment says already wins. */
export function loadSettings() {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}
