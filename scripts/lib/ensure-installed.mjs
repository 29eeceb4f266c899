import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNpm, Stop } from './process.mjs';

/**
 * Installs exactly what package-lock.json names when node_modules does not hold it already. No package's install script
 * is run: none is needed, and they are the usual way in for a stolen package.
 * @throws Stop when npm fails
 */
export async function ensureInstalled(tell = console.log) {
  if (isInstalled()) return;
  tell('Installing dependencies (npm ci, about half a minute) …');
  const { code } = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdout: 'ignore',
  });
  if (code !== 0) throw new Stop('npm ci failed; its message is above. Mend that and run the same command again.');
}

/**
 * Compares npm's own record of what it installed, written only at the end of an install, with the lock file. Packages
 * for other platforms may be missing, and in production so may those that only development needs.
 */
function isInstalled() {
  const held = packagesIn('node_modules/.package-lock.json');
  const wanted = packagesIn('package-lock.json');
  if (!wanted) throw new Stop('package-lock.json is missing; take it from the repository again.');
  if (!held) return false;
  const inProduction = process.env.NODE_ENV === 'production';
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = held[path];
    if (found) return found.version === entry.version && found.integrity === entry.integrity;
    return Boolean(entry.optional || entry.devOptional || entry.extraneous || (inProduction && entry.dev));
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
