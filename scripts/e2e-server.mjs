// Serves a small demo district from a temporary folder on the port PORT names, for the browser tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { foreground, main, runNode, startNode, Stop, typescript } from './lib/process.mjs';

main(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gk-e2e-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const env = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    GATEKEEPER_DATA: folder,
    // Named, because Next would otherwise take somebody's own database from .env.
    DATABASE_URL: `file:${join(folder, 'gatekeeper.db')}`,
    DB_DIALECT: undefined,
    AUTH_TRUST_HOST: 'true',
    GATEKEEPER_SMS: 'demo',
  };
  await ensureBuilt();
  await gatekeeper(env, 'migrate');
  await gatekeeper(env, 'seed', 'demo', '--residents', '600', '--visits', '4000');
  await succeed('prepare-district', typescript('test/e2e/support/prepare-district.ts'), env);
  return foreground(startNode(typescript('server/main.ts'), { env }));
});

async function gatekeeper(env, ...args) {
  await succeed(`gatekeeper ${args.join(' ')}`, typescript('server/cli/gatekeeper.ts', ...args), env);
}

async function succeed(what, command, env) {
  const { code } = await runNode(command, { env });
  if (code !== 0) throw new Stop(`${what} ended with ${code}`);
}
