import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findFreePort } from '../../scripts/lib/free-port.mjs';
import { installDebianPackages } from '../../scripts/lib/install-debian-packages.mjs';

/**
 * Starts a PostgreSQL of its own in a temporary folder: nothing of the machine's own server is touched, and nothing
 * stays when stop() has been called or the process has ended. Undefined where there is no PostgreSQL to start.
 * @returns {Promise<{ url: string, version: string, stop: () => Promise<void> } | undefined>}
 */
export async function startPostgres(tell = console.log, { durable = false } = {}) {
  const binaries = findBinaries() ?? (installDebianPackages(['postgresql'], tell) ? findBinaries() : undefined);
  if (!binaries) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'gk-pg-'));
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const password = randomBytes(12).toString('hex');
  try {
    createCluster(binaries, folder, user, password);
    const port = await findFreePort();
    const server = await startServer(binaries, folder, user, port, durable ? {} : withoutDurability);
    return {
      url: `postgres://gatekeeper:${password}@127.0.0.1:${port}/postgres`,
      version: versionOf(binaries),
      stop: stopper(server, folder),
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function findBinaries() {
  const packaged = '/usr/lib/postgresql';
  const versions = existsSync(packaged) ? readdirSync(packaged).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(packaged, version, 'bin')),
    '/usr/local/bin',
    '/usr/local/pgsql/bin',
    '/opt/homebrew/bin',
  ];
  return folders.find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')));
}

function versionOf(binaries) {
  const { stdout } = spawnSync(join(binaries, 'postgres'), ['--version'], { encoding: 'utf8' });
  return /\d+(\.\d+)*/.exec(stdout)?.[0] ?? 'of unknown version';
}

/** PostgreSQL refuses to run as root, so root lends it the identity of its own user or of nobody. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found) throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

function createCluster(binaries, folder, user, password) {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (user) chownSync(passwordFile, user.uid, user.gid);
  chmodSync(passwordFile, 0o600);
  const made = spawnSync(
    join(binaries, 'initdb'),
    ['-D', join(folder, 'data'), '-U', 'gatekeeper', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: folder } },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
}

/** For the suite, whose cluster never outlives the run that made it. */
const withoutDurability = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

function startServer(binaries, folder, user, port, more) {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    ...more,
    max_connections: '300',
    timezone: 'UTC',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(binaries, 'postgres'), ['-D', join(folder, 'data'), ...options], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: folder },
  });
  return new Promise((resolve, reject) => {
    let log = '';
    const failed = () => reject(new Error(`PostgreSQL did not start: ${log.slice(-2000)}`));
    const timer = setTimeout(() => { server.kill('SIGQUIT'); failed(); }, 30_000);
    server.once('error', reject);
    server.once('exit', failed);
    server.stderr.setEncoding('utf8').on('data', (text) => {
      // Read to the end even afterwards: a full pipe would stop the server. Only its start is of interest.
      if (log.length > 100_000) return;
      log += text;
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(timer);
      server.off('exit', failed);
      resolve(server);
    });
  });
}

function stopper(server, folder) {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // The last resort, for an exit that nobody awaited: SIGQUIT stops at once, and the folder is not worth a recovery.
  // Nothing can be awaited here, so it is swept until the dying server writes no more.
  const abandon = () => {
    server.kill('SIGQUIT');
    for (let attempt = 0; attempt < 40 && existsSync(folder); attempt += 1) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  process.once('exit', abandon);
  return async () => {
    process.off('exit', abandon);
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
