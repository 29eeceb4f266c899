import type { Store } from '@/db';
import { demoMergedTeam, fillMergedTeam, fillNearlyFullDoctor } from '@/db/seed/merged-team';
import { demoTeams, demoTownships } from '@/db/seed/places';
import { addMember } from '@/server/services/team/add-member';
import { handOver } from '@/server/services/team/hand-over';
import { previewHandover } from '@/server/services/team/preview-handover';
import { saveGridCell } from '@/server/services/team/save-grid-cell';
import { done } from '../done';
import { asClock } from './demo-actors';

/**
 * What happened to the demo's teams: a doctor who works in two of them, one whose list is nearly full, a team that was merged away with its
 * list, and a service grid by township.
 */
export async function playDemoTeams(store: Store, mergedAt: number, now: number): Promise<string> {
  const clock = asClock(store, now);
  await done(addMember(clock, { teamId: 'team-04', practitionerId: 'team-03-leader', role: 'doctor' }));
  await store.transaction(fillNearlyFullDoctor);
  for (const [at, place] of demoTownships.entries()) {
    const [team] = demoTeams.filter(({ institutionCode }) => institutionCode === place.code);
    const short = place.name.replace(/社区卫生服务中心|镇卫生院|乡卫生院/, '');
    const cell = { code: `${short}-01`, name: `${short}第一网格`, institutionCode: place.code, places: [`${short}一村`, `${short}东街`], takeOver: false };
    // One part is nobody's yet.
    await done(saveGridCell(clock, { ...cell, teamId: at === demoTownships.length - 1 ? null : (team?.id ?? null) }));
  }
  return `${demoTownships.length} parts of the service grid, ${await mergeDemoTeam(store, mergedAt)} contracts handed over`;
}

async function mergeDemoTeam(store: Store, at: number): Promise<number> {
  const { id, institutionCode, takerId } = demoMergedTeam;
  const clock = asClock(store, at);
  await store.transaction(fillMergedTeam);
  const plan = { kind: 'team_merged' as const, fromInstitutionCode: institutionCode, toInstitutionCode: institutionCode, choices: [{ fromTeamId: id, toTeamId: takerId, practitionerId: null }] };
  const { contracts } = await done(previewHandover(clock, plan));
  await done(handOver(clock, { ...plan, reason: '团队长退休，两队合并', contracts }));
  return contracts;
}
