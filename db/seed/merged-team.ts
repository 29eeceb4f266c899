import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { listDoctorLoads, recountDoctors, saveDoctorCapacity } from '@/db/queries/doctor-load';
import { recountTeams } from '@/db/queries/place';
import { insertPractitioners } from '@/db/queries/registry';
import { insertTeams } from '@/db/queries/team';
import { contract } from '@/db/schema';
import { demoRegion, demoTeams } from './places';

const taker = demoTeams[5];
if (!taker) throw new Error('the demo has no sixth team');
const { regionCode } = demoRegion;

/** A team that used to work beside another one, whose list it had a part of. */
export const demoMergedTeam = { id: 'team-13', institutionCode: taker.institutionCode, takerId: taker.id } as const;

/** The merged team with the contracts it had. */
export async function fillMergedTeam(tx: Tx): Promise<void> {
  const { id, institutionCode } = demoMergedTeam;
  const leaderId = `${id}-leader`;
  await insertPractitioners(tx, [{ id: leaderId, regionCode, institutionCode, name: '马福田', profession: 'doctor', title: '全科主治医师' }]);
  await insertTeams(tx, [{ id, regionCode, institutionCode, name: '望河第二团队', leaderId, practitionerIds: [leaderId], capacity: 2000, phone: null, since: '2022-04-01' }]);
  await borrowContracts(tx);
  await recountDoctors(tx, regionCode, [leaderId, `${demoMergedTeam.takerId}-leader`]);
}

const fullTeam = 'team-07';

/** A doctor for half a post, whose list is nearly full. */
export async function fillNearlyFullDoctor(tx: Tx): Promise<void> {
  const doctorId = `${fullTeam}-leader`;
  const signed = (await listDoctorLoads(tx, regionCode, [doctorId])).get(doctorId)?.signedCount ?? 0;
  await saveDoctorCapacity(tx, regionCode, doctorId, Math.max(1, Math.ceil(signed / 0.94)));
}

const borrowed = 12;

/** Some of the other team's contracts had been signed with this one. */
async function borrowContracts(tx: Tx): Promise<void> {
  const { id, takerId } = demoMergedTeam;
  const rows = await tx
    .select({ id: contract.id })
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), eq(contract.teamId, takerId), eq(contract.status, 'in_force')))
    .orderBy(asc(contract.id))
    .limit(borrowed);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return;
  await tx
    .update(contract)
    .set({ teamId: id, practitionerId: `${id}-leader` })
    .where(and(eq(contract.regionCode, regionCode), inArray(contract.id, ids)));
  await recountTeams(tx, regionCode, [id, takerId]);
}
