import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs system packages where that needs nobody's leave: as root on Debian and its kin. Says whether it did. */
export function installDebianPackages(names, tell = console.log) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  tell(`Installing ${names.join(' and ')} with apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const stdio = ['ignore', 'ignore', 'inherit'];
  spawnSync('apt-get', ['update', '-qq'], { env, stdio });
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...names];
  return spawnSync('apt-get', install, { env, stdio }).status === 0;
}
