import { type KeyObject, createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedInProcess } from './client';

/**
 * Identity numbers, phones and what else names or describes a person at rest: AES-256-GCM under one key, found by HMAC-SHA-256 under another. No plaintext of
 * them reaches a table, a log or a backup.
 */
interface Keys {
  readonly seal: KeyObject;
  readonly index: KeyObject;
}

/** What a blind index is of. The same number under two purposes has two indexes. */
export type BlindPurpose = 'identity' | 'identity-tail' | 'phone' | 'door-number' | 'door-address' | 'door-phone' | 'sms-code' | 'import-row';

export function seal(plain: string): string {
  return sealBytes(Buffer.from(plain, 'utf8'));
}

/** @throws when the text was not sealed by this installation's key, or was changed since. */
export function unseal(sealed: string): string {
  return unsealBytes(sealed).toString('utf8');
}

export function sealBytes(plain: Uint8Array): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys().seal, iv);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

/** @throws when they were not sealed by this installation's key, or were changed since. */
export function unsealBytes(sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keys().seal, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}

export function blindIndex(purpose: BlindPurpose, plain: string): string {
  return createHmac('sha256', keys().index).update(`${purpose}\u0000${plain}`).digest('base64url').slice(0, 32);
}

/** The hash under which a random token (a session, a paper code) is kept. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Where the installation keeps what is its own: the SQLite file, and keys made at first start. */
export function dataFolder(): string {
  return process.env.GATEKEEPER_DATA ?? join(process.cwd(), 'data');
}

/** A secret from the environment, or one made at first start and kept beside the data, readable by its owner only. */
export function installationSecret(variable: string, fileName: string): string {
  const given = process.env[variable];
  if (given) return given;
  const path = join(/*turbopackIgnore: true*/ dataFolder(), fileName);
  if (!existsSync(/*turbopackIgnore: true*/ path)) {
    mkdirSync(dataFolder(), { recursive: true });
    try {
      writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Two processes starting at once: the other one's key is as good as ours, and must be the only one.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return readFileSync(/*turbopackIgnore: true*/ path, 'utf8').trim();
}

function keys(): Keys {
  return sharedInProcess('gatekeeper.keys', () => {
    const master = installationSecret('GATEKEEPER_KEY', 'gatekeeper.key');
    // A key that is handed over as bytes is made into an object each time, which costs as much as what is done with it.
    const derive = (use: string) => createSecretKey(createHmac('sha256', master).update(use).digest());
    return { seal: derive('seal v1'), index: derive('blind index v1') };
  });
}
