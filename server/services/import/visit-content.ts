import { createHash } from 'node:crypto';
import type { Visit } from '@/server/domain/visit/visit';

/**
 * The digest by which the same visit sent twice is told from another one under its key. What is not given does not count, so
 * that a field added to the interface later leaves the digests of earlier records as they are.
 */
export function visitContentDigest(visit: Visit): string {
  const given = Object.entries(visit)
    .filter(([, value]) => value !== null && value !== false)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(given)).digest('base64url');
}
