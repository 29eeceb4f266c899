// From a fresh clone to a demo district in the browser. `npm run demo -- --fresh` throws the demo's data away first.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureNode } from './lib/ensure-node.mjs';
import { isPortTaken } from './lib/free-port.mjs';
import { loadSettings } from './lib/load-settings.mjs';
import { finished, foreground, main, root, runNode, startNode, Stop, typescript } from './lib/process.mjs';

const began = Date.now();
const tell = (text) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(3)} s] ${text}`);

main(async () => {
  const words = process.argv.slice(2);
  const unknown = words.filter((word) => word !== '--fresh');
  if (unknown.length > 0) throw new Stop(`${unknown.join(' ')}: the demo knows --fresh only.`);
  await ensureNode(tell);
  loadSettings();
  const port = portToUse();
  if (await isPortTaken(port)) throw new Stop(`Port ${port} is in use. Try another one: PORT=${port + 1} npm run demo`);

  const place = demoData();
  if (words.includes('--fresh')) startOver(place);
  await ensureInstalled(tell);
  await ensureBuilt(tell);
  const logins = await prepareDistrict(place);
  return serve(place, port, logins);
});

function portToUse() {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_534) throw new Stop(`PORT is ${process.env.PORT}: give it a number from 1 to 65534.`);
  return port;
}

/** The demo keeps to its own SQLite file, also where DATABASE_URL names a database that people work with. */
function demoData() {
  const folder = resolve(root, process.env.GATEKEEPER_DATA || 'data');
  if (process.env.DATABASE_URL) tell(`DATABASE_URL is set aside: the demo uses ${join(folder, 'gatekeeper.db')}`);
  mkdirSync(folder, { recursive: true });
  return {
    folder,
    database: join(folder, 'gatekeeper.db'),
    note: join(folder, 'demo-state'),
    env: {
      NODE_ENV: 'production',
      GATEKEEPER_DATA: folder,
      DATABASE_URL: `file:${join(folder, 'gatekeeper.db')}`,
      DB_DIALECT: undefined,
      // No carrier: what would go to phones, codes included, stands on the notices screen.
      GATEKEEPER_SMS: 'demo',
    },
  };
}

/** Removes the database with its journals, and nothing else that lies in the folder. */
function startOver({ database, note }) {
  tell(`Starting over: removing ${database}`);
  for (const file of [database, `${database}-wal`, `${database}-shm`, `${database}-journal`, note]) rmSync(file, { force: true });
}

/**
 * Leaves a migrated database with the demo district in it and answers the logins. A seeding that was broken off is the
 * demo's own half-made file, so it is made again; any other database is kept as it is.
 */
async function prepareDistrict(place) {
  if (existsSync(place.note) && readFileSync(place.note, 'utf8') === 'seeding') startOver(place);
  const isNew = !existsSync(place.database);
  if (isNew) writeFileSync(place.note, 'seeding');
  tell(isNew ? 'Creating the database …' : `Keeping the data of ${place.database} (npm run demo -- --fresh starts over) …`);
  await gatekeeper(place, 'ignore', 'migrate');
  if (!isNew) return gatekeeper(place, 'keep', 'demo-logins');
  tell('Seeding the demo district …');
  const logins = await gatekeeper(place, 'keep', 'seed', 'demo');
  writeFileSync(place.note, 'ready');
  return logins;
}

async function gatekeeper(place, stdout, ...args) {
  const { code, output } = await runNode(typescript('server/cli/gatekeeper.ts', ...args), { env: place.env, stdout });
  if (code === 130 || code === 143) process.exit(code);
  if (code !== 0) throw new Stop(`gatekeeper ${args.join(' ')} failed; its message is above. npm run demo -- --fresh starts over.`);
  return output;
}

async function serve(place, port, logins) {
  tell('Starting the server …');
  const env = { ...place.env, HOST: '127.0.0.1', PORT: String(port), AUTH_TRUST_HOST: 'true' };
  const server = startNode(typescript('server/main.ts'), { env });
  const ended = foreground(server);
  const url = `http://127.0.0.1:${port}`;
  const isUp = await Promise.race([untilReady(`${url}/readyz`), finished(server).then(() => false)]);
  if (isUp) {
    tell('Ready.');
    console.log(`\n${logins.trim()}\n\nGatekeeper 守门人: ${url}\nCtrl-C stops it; the data stays.\n`);
  }
  return ended;
}

async function untilReady(url) {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
