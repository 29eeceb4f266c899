import { randomBytes } from 'node:crypto';
import { insertApiKey } from '@/db/queries/api-key';
import { findInstitution } from '@/db/queries/registry';
import { tokenHash } from '@/db/sealed';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface CreateApiKeyInput {
  readonly institutionCode: string;
  /** What the system is called in timelines and audits, such as 市一院门诊系统. */
  readonly name: string;
}

export interface CreatedApiKey {
  readonly id: string;
  /** `gk_<id>_<secret>`; it is shown this once and cannot be had again. */
  readonly key: string;
}

export const longestName = 50;

/** Makes a key for one institution's system. Several may be in use at once, so that one can be replaced without a pause. */
export function createApiKey(context: ServiceContext, input: CreateApiKeyInput): Promise<Outcome<CreatedApiKey, AnyRefusal>> {
  const { regionCode } = permit(context, 'account:manage');
  return unitOfWork<CreatedApiKey, AnyRefusal>(context, async ({ tx, audit }) => {
    const institution = await findInstitution(tx, regionCode, input.institutionCode);
    const name = input.name.trim();
    const length = [...name].length;
    const refusals: AnyRefusal[] = [];
    if (!institution) refusals.push({ code: 'not_found', facts: { what: 'institution' } });
    if (length === 0) refusals.push({ code: 'api_key.name_missing', facts: {} });
    if (length > longestName) refusals.push({ code: 'api_key.name_too_long', facts: { length, limit: longestName } });
    const [first, ...others] = refusals;
    if (first) return refuse<AnyRefusal>(first, ...others);
    const id = `${regionCode}${randomText(10)}`;
    const secret = randomBytes(32).toString('base64url');
    const { institutionCode } = input;
    const row = { regionCode, id, institutionCode, secretHash: tokenHash(secret), createdAt: context.now(), createdBy: actorRef(context.actor) };
    await insertApiKey(tx, { ...row, lastUsedAt: null, revokedAt: null }, name);
    await audit({ action: 'api_key.created', subject: { kind: 'account', id }, facts: { institutionCode, name } });
    return accept({ id, key: `gk_${id}_${secret}` });
  });
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** Crockford's 32 letters, none of which is taken for another. */
function randomText(length: number): string {
  return [...randomBytes(length)].map((byte) => letters[byte % letters.length]).join('');
}
