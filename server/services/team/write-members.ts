import type { Tx } from '@/db';
import { saveLeader, saveRole } from '@/db/queries/team-change';
import { addDays } from '@/server/domain/kernel/calendar-day';
import type { MemberChange } from '@/server/domain/registry/team-members';
import { type ServiceContext, today } from '../context';

/** Part of a unit of work: writes who is in a team as what, from today on, and who leads it. */
export async function writeMembers(tx: Tx, context: ServiceContext, team: { readonly id: string; readonly regionCode: string }, changes: readonly MemberChange[]): Promise<void> {
  const days = { today: today(context), yesterday: addDays(today(context), -1) };
  for (const { practitionerId, role } of changes) {
    await saveRole(tx, team.regionCode, { teamId: team.id, practitionerId }, role, days);
    if (role === 'leader') await saveLeader(tx, team.regionCode, team.id, practitionerId);
  }
}
