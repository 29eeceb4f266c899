import { findContractInForce } from '@/db/queries/contract';
import { findInstitution } from '@/db/queries/registry';
import { findResident, findResidentByIdentity, identityIndexOf } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type ResidentSummary, summaryOf } from './resident-summary';

export interface FoundResident extends ResidentSummary {
  /** The contract that covers today, wherever in the region it is. */
  readonly contract: { readonly teamName: string; readonly institutionName: string; readonly until: Day } | null;
  /** Whether the person's own page opens for whoever asks. */
  readonly inReach: boolean;
}

/**
 * The resident of the region with exactly this number, or null. It goes beyond the asker's institutions, because whoever wants
 * to be signed must be found; so each finding leaves an audit row that the resident can see.
 */
export async function findResidentByNumber(
  context: ServiceContext,
  input: { readonly certType: string; readonly certNo: string },
): Promise<Outcome<FoundResident | null, AnyRefusal>> {
  const reach = permit(context, 'resident:read');
  const identity = checkIdentityNumber(input.certType, input.certNo);
  if (!identity.ok) return identity;
  const q = context.store.reads;
  const row = await findResidentByIdentity(q, reach.regionCode, identityIndexOf(input.certType, identity.value));
  if (!row) return accept(null);
  const held = await findContractInForce(q, reach.regionCode, row.id, today(context));
  const team = held && (await findTeam(q, reach.regionCode, held.teamId));
  const place = held && (await findInstitution(q, reach.regionCode, held.institutionCode));
  const found: FoundResident = {
    ...summaryOf(row, today(context)),
    contract: held && { teamName: team?.name ?? held.teamId, institutionName: place?.name ?? held.institutionCode, until: held.endDay },
    inReach: (await findResident(q, reach, row.id)) !== null,
  };
  return unitOfWork(context, async ({ audit }) => {
    await audit({ action: 'resident.looked_up', subject: { kind: 'resident', id: row.id } });
    return accept(found);
  });
}
