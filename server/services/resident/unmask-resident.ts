import { findResident } from '@/db/queries/resident';
import { unseal } from '@/db/sealed';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/** Shorter than this, a reason says nothing to whoever reads it later. */
export const shortestReason = 4;

/** The whole certificate number and phone of a resident within reach, for a stated reason that the audit keeps. */
export function unmaskResident(
  context: ServiceContext,
  input: { readonly residentId: string; readonly reason: string },
): Promise<Outcome<{ certNo: string; phone: string | null }, AnyRefusal>> {
  const reach = permit(context, 'resident:unmask');
  return unitOfWork<{ certNo: string; phone: string | null }, AnyRefusal>(context, async ({ tx, audit }) => {
    const row = await findResident(tx, reach, input.residentId);
    if (!row) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const reason = input.reason.trim();
    if ([...reason].length < shortestReason) return refuse({ code: 'registry.reason_too_short', facts: { least: shortestReason } });
    await audit({ action: 'resident.unmasked', subject: { kind: 'resident', id: row.id }, facts: { reason } });
    return accept({ certNo: unseal(row.identitySealed), phone: row.phoneSealed === null ? null : unseal(row.phoneSealed) });
  });
}
