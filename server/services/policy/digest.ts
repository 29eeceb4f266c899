import { createHash } from 'node:crypto';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';

/** SHA-256 of a value's canonical JSON, base64url: equal for equal values, however their keys were ordered. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url');
}
