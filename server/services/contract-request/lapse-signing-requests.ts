import { lapseSigningRequests as lapse } from '@/db/queries/contract-request';
import { findTeam } from '@/db/queries/team';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

const requestsPerUnit = 200;

/** Marks every request of the region that nobody answered in time, a few hundred a transaction, and tells the residents who asked. */
export async function lapseSigningRequests(context: ServiceContext): Promise<{ lapsed: number }> {
  permit(context, 'contract:sign');
  for (let lapsed = 0; ; ) {
    const outcome = await lapseSome(context);
    if (!outcome.ok) return { lapsed };
    lapsed += outcome.value;
  }
}

/** One transaction's worth; refused when nothing is overdue any more, so that no empty audit row is left. */
function lapseSome(context: ServiceContext): Promise<Outcome<number, AnyRefusal>> {
  const { regionCode } = permit(context, 'contract:sign');
  return unitOfWork<number, AnyRefusal>(context, async ({ tx, audit }) => {
    const lapsed = await lapse(tx, regionCode, { today: today(context), now: context.now(), limit: requestsPerUnit });
    if (lapsed.length === 0) return refuse({ code: 'not_found', facts: { what: 'contract_request' } });
    for (const { id, residentId, teamId, askedBy, kind } of lapsed) {
      if (askedBy !== 'resident') continue;
      const team = await findTeam(tx, regionCode, teamId);
      const about = { kind: 'contract_request', id } as const;
      await queueNotice<'request_lapsed'>(tx, context, { regionCode, to: { kind: 'resident', id: residentId }, template: 'request_lapsed', facts: { teamName: team?.name ?? '', kind }, about });
    }
    await audit({ action: 'signing_requests.lapsed', subject: { kind: 'region', id: regionCode }, facts: { requests: lapsed.length } });
    return accept(lapsed.length);
  });
}
