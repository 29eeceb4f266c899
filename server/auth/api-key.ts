import { timingSafeEqual } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Store, sharedInProcess } from '@/db';
import { findApiKey, noteApiKeyUse } from '@/db/queries/api-key';
import { listOwnInstitutions } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { minuteMs } from '@/server/domain/kernel/instant';
import { accept, type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { StaffActor } from '@/server/domain/permission/actor';
import type { RequestRefusal } from '@/server/domain/request/refusals';

const pattern = /^gk_(\d{6}[0-9a-z]{10})_([\w-]{43})$/;
/** Noting every request would make every read a write. */
const noteEveryMs = minuteMs;

type KeyRefusal = Extract<RequestRefusal, { code: `request.key_${string}` }>;

/**
 * Who an `Authorization` header speaks for: a hospital's system, which acts for its institution and the village clinics that
 * belong to it. A wrong secret and a key that never was are answered alike; only its holder hears that a key was revoked.
 * The row decides, so that revoking works at once.
 */
export async function actorOfApiKey(store: Store, authorization: string | undefined, now: number): Promise<Outcome<StaffActor, KeyRefusal>> {
  const [scheme = '', token = ''] = (authorization ?? '').trim().split(/\s+/);
  if (scheme.toLowerCase() !== 'bearer' || token === '') return refuse({ code: 'request.key_missing', facts: {} });
  const [, id = '', secret = ''] = pattern.exec(token) ?? [];
  const found = id === '' ? null : await findApiKey(store.reads, id);
  if (!found || !isSame(tokenHash(secret), found.key.secretHash)) return refuse({ code: 'request.key_unknown', facts: {} });
  const { key, account } = found;
  if (key.revokedAt !== null || account.disabled) return refuse({ code: 'request.key_revoked', facts: { keyId: id } });
  const { regionCode, institutionCode, lastUsedAt } = key;
  if (lastUsedAt === null || lastUsedAt < now - noteEveryMs) {
    await store.transaction((tx) => noteApiKeyUse(tx, regionCode, id, now, now - noteEveryMs));
  }
  return accept({
    kind: 'staff',
    accountId: id,
    sessionId: `key-${id}`,
    name: account.name,
    role: 'his',
    regionCode,
    institutionCodes: await listOwnInstitutions(store.reads, regionCode, institutionCode),
    allianceId: null,
    practitionerId: null,
    teamIds: [],
  });
}

function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

/** What is counted: every request, and questions about a person, by which a stranger could sound out who is signed. */
export type Counted = 'request' | 'person';

/** How often a minute one key may ask. Counts live in the process; a restart forgives them. */
export const mostPerMinute: Readonly<Record<Counted, number>> = { request: 1200, person: 300 };

const limits = sharedInProcess('gatekeeper.api-key-limits', () => ({
  request: new RateLimiterMemory({ keyPrefix: 'request', points: mostPerMinute.request, duration: 60 }),
  person: new RateLimiterMemory({ keyPrefix: 'person', points: mostPerMinute.person, duration: 60 }),
}));

/** Counts one more, or refuses with the time after which there is room again. */
export async function countUse(keyId: string, counted: Counted): Promise<Outcome<null, Extract<RequestRefusal, { code: 'request.too_many' }>>> {
  try {
    await limits[counted].consume(keyId);
    return accept(null);
  } catch (full) {
    if (!(full instanceof RateLimiterRes)) throw full;
    return refuse({ code: 'request.too_many', facts: { retryAfterSeconds: Math.max(1, Math.ceil(full.msBeforeNext / 1000)) } });
  }
}
