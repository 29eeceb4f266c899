import { randomBytes } from 'node:crypto';

const pattern = /^(\d{6})-[\w-]{22}$/;

/** A paper code: the region, by which the pass is found, and 128 random bits. */
export function newPassToken(regionCode: string): string {
  return `${regionCode}-${randomBytes(16).toString('base64url')}`;
}

/** The region a code names; null for what cannot be a code. */
export function regionOfPassToken(code: string): string | null {
  return pattern.exec(code)?.[1] ?? null;
}
