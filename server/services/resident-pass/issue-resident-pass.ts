import { findResident } from '@/db/queries/resident';
import { insertPass, revokePassesOf } from '@/db/queries/resident-pass';
import { endResidentSessions } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { newPassToken } from './pass-token';

export interface IssuedPass {
  /** Told once, to be printed; only its hash is kept. */
  readonly token: string;
  /** The path of the resident's page that the printed code leads to. */
  readonly path: string;
  /** Earlier papers that no longer open anything. */
  readonly revoked: number;
}

/** Gives a resident a new paper code; the ones before it stop working, and pages that are open now end. */
export function issueResidentPass(context: ServiceContext, input: { readonly residentId: string }): Promise<Outcome<IssuedPass, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  return unitOfWork(context, async ({ tx, audit }) => {
    const found = await findResident(tx, reach, input.residentId);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const { regionCode, id: residentId } = found;
    const token = newPassToken(regionCode);
    const revoked = await revokePassesOf(tx, regionCode, residentId, context.now());
    // Who lost a paper asks for another one: what was opened by the first is over as well.
    await endResidentSessions(tx, regionCode, residentId, context.now());
    await insertPass(tx, { regionCode, tokenHash: tokenHash(token), residentId, issuedAt: context.now(), revokedAt: null, failures: 0, lockedUntil: null });
    await audit({ action: 'resident_pass.issued', subject: { kind: 'resident', id: residentId }, facts: { revoked } });
    return accept({ token, path: `/r/${token}`, revoked });
  });
}
