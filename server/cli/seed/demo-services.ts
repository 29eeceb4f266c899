import type { Store } from '@/db';
import { demoTeams } from '@/db/seed/places';
import { recordRenewalCall, remindRenewals } from '@/server/services/fulfilment/contact-renewal';
import { listRenewals } from '@/server/services/fulfilment/list-renewals';
import { planChangedContracts } from '@/server/services/fulfilment/plan-changed-contracts';
import { done } from '../done';
import { asClock, asLeader } from './demo-actors';

/** Follow-ups are planned from what was given, and the first team has begun to ask about renewals. Returns what was done in words. */
export async function playDemoServices(store: Store, now: number): Promise<string> {
  const { residents } = await planChangedContracts(asClock(store, now));
  const [team] = demoTeams;
  if (!team) return `${residents} residents with follow-ups planned`;
  const doctor = asLeader(store, team, now);
  const ending = await listRenewals(doctor, { withinDays: 60, mine: true, page: 1, pageSize: 12 });
  const rows = ending.ok ? ending.value.rows : [];
  await remindRenewals(doctor, { contractIds: rows.slice(0, 8).map(({ contractId }) => contractId) });
  for (const [at, result] of (['will_renew', 'unreachable', 'refused'] as const).entries()) {
    const row = rows[at];
    if (row) await done(recordRenewalCall(doctor, { contractId: row.contractId, result, note: result === 'will_renew' ? '本周带身份证来办理' : null }));
  }
  return `${residents} residents with follow-ups planned, ${Math.min(8, rows.length)} reminded to renew`;
}
