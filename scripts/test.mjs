// The whole suite on a machine with nothing but Node and npm. `npm test -- postgres browser` runs those steps only.
import { ensureNode } from './lib/ensure-node.mjs';
import { main, onSignal, Stop } from './lib/process.mjs';

const names = ['types', 'lint', 'sqlite', 'postgres', 'browser'];

main(async () => {
  await ensureNode();
  const chosen = choose(process.argv.slice(2));
  const { ensureInstalled } = await import('./lib/ensure-installed.mjs');
  await ensureInstalled();
  // These read installed packages, so they are loaded after the installation.
  const { startPostgres } = await import('../test/support/postgres.mjs');
  const { findChromium } = await import('../test/support/chromium.mjs');
  const { conclude, runSteps } = await import('./lib/steps.mjs');

  const chromium = chosen.includes('browser') ? await findChromium() : undefined;
  const postgres = chosen.includes('postgres') ? await startOrSay(startPostgres) : undefined;
  onSignal((_, code) => void (postgres?.stop() ?? Promise.resolve()).finally(() => process.exit(code)));
  try {
    console.log(`Node ${process.versions.node}`);
    if (chosen.includes('sqlite')) console.log('Engine: SQLite');
    if (chosen.includes('postgres')) console.log(`Engine: ${postgres ? `PostgreSQL ${postgres.version}` : 'PostgreSQL NOT run'}`);
    if (chosen.includes('browser')) console.log(`Browser: ${chromium ? `${chromium.version} (${chromium.path})` : 'NOT run'}`);
    const steps = await stepsFor(chosen, postgres, chromium);
    return conclude(await runSteps(steps));
  } finally {
    await postgres?.stop();
  }
});

function choose(words) {
  const unknown = words.filter((word) => !names.includes(word));
  if (unknown.length > 0) throw new Stop(`There is no step ${unknown.join(', ')}. The steps are ${names.join(', ')}.`);
  return words.length > 0 ? words : names;
}

async function stepsFor(chosen, postgres, chromium) {
  const { lint, missing, types, vitest } = await import('./lib/steps.mjs');
  const steps = {
    types: [types],
    lint: [lint],
    sqlite: [vitest('domain, service and API on SQLite', { projects: ['domain', 'tooling', 'engine'] })],
    postgres: [
      postgres
        ? vitest(`service and API on PostgreSQL ${postgres.version}`, { projects: ['engine'], databaseUrl: postgres.url })
        : missing('service and API on PostgreSQL', 'NOT run: no PostgreSQL could be found, started or installed. Install the package postgresql.'),
    ],
    browser: await browserSteps(chosen, chromium),
  };
  return names.filter((name) => chosen.includes(name)).flatMap((name) => steps[name]);
}

async function browserSteps(chosen, chromium) {
  if (!chosen.includes('browser')) return [];
  const { missing, playwright } = await import('./lib/steps.mjs');
  if (!chromium) {
    return [missing('browser', 'NOT run: no Chromium could be found or installed. Install one, or name it in CHROMIUM_PATH.')];
  }
  return [{ name: 'build', run: buildIfNeeded }, playwright('browser', chromium.path)];
}

async function buildIfNeeded() {
  const { ensureBuilt } = await import('./lib/ensure-built.mjs');
  try {
    await ensureBuilt();
    return { passed: 1, failed: 0 };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.log(error.message);
    return { passed: 0, failed: 1 };
  }
}

/** A server that will not start is reported with its own words, and counted with the steps. */
async function startOrSay(start) {
  try {
    return await start();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}
