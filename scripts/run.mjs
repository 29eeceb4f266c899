// Starts one part of the product: dev, build, start, cli …, bench …, generate. See package.json for the npm names.
import { join } from 'node:path';
import { ensureNode } from './lib/ensure-node.mjs';
import { loadSettings } from './lib/load-settings.mjs';
import { makeStrict } from './lib/make-strict.mjs';
import { foreground, main, root, runNode, startNode, Stop, tool, typescript } from './lib/process.mjs';

/** Results are the command's; what the scripts say about themselves goes to stderr. */
const tell = (text) => console.error(text);

const words = {
  async dev() {
    return foreground(startNode(typescript('server/main.ts'), { env: { NODE_ENV: 'development' } }));
  },
  async build() {
    const { build } = await import('./lib/ensure-built.mjs');
    await build();
    return 0;
  },
  async start() {
    const { ensureBuilt } = await import('./lib/ensure-built.mjs');
    await ensureBuilt(tell);
    return foreground(startNode(typescript('server/main.ts'), { env: { NODE_ENV: 'production' } }));
  },
  async cli(args) {
    return foreground(startNode(typescript('server/cli/gatekeeper.ts', ...args)));
  },
  async bench(args) {
    return foreground(startNode(typescript('test/bench/run.ts', ...args), { env: { NODE_ENV: 'production' } }));
  },
  async generate(args) {
    for (const dialect of ['sqlite', 'postgres']) {
      tell(`Generating migrations for ${dialect} …`);
      const { code } = await runNode(tool('drizzle-kit', 'generate', ...args), {
        env: { DB_DIALECT: dialect, DATABASE_URL: undefined },
        stdin: 'inherit',
      });
      if (code !== 0) return code;
    }
    makeStrict(join(root, 'db', 'migrations', 'sqlite'));
    return 0;
  },
};

main(async () => {
  const [word, ...args] = process.argv.slice(2);
  if (!Object.hasOwn(words, word ?? '')) throw new Stop(`usage: node scripts/run.mjs ${Object.keys(words).join('|')}`);
  await ensureNode(tell);
  const { ensureInstalled } = await import('./lib/ensure-installed.mjs');
  await ensureInstalled(tell);
  loadSettings();
  return words[word](args);
});
