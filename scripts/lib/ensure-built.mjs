import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressBuilt } from './compress-built.mjs';
import { root, runNode, Stop, tool } from './process.mjs';

const sources = ['app', 'server', 'db', 'policies', 'public', 'proxy.ts', 'next.config.mjs', 'package-lock.json'];
const stamp = join(root, '.next', 'gatekeeper-sources');

/**
 * Builds the screens when there is no build of these very sources.
 * @throws Stop when the build fails
 */
export async function ensureBuilt(tell = console.log) {
  if (readIfThere(stamp) === digestOfSources()) return;
  tell('Building the screens (next build, a minute or two) …');
  await build();
}

/** Builds whatever is there already. */
export async function build() {
  // Taken before: a file saved while the build runs makes the build stale, and must not go unnoticed.
  const digest = digestOfSources();
  const { code } = await runNode(tool('next', 'build'), { env: { NODE_ENV: 'production' } });
  if (code !== 0) throw new Stop('next build failed; its message is above.');
  await compressBuilt(join(root, '.next'));
  writeFileSync(stamp, digest);
}

function digestOfSources() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const file of sources.flatMap((source) => filesUnder(source))) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
