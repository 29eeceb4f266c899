import type { Tx } from '@/db';
import { moveServices } from '@/db/queries/service-move';
import { listStandingServices } from '@/db/queries/service-record';
import type { Contract } from '@/server/domain/contract/contract';
import { recountServices } from '@/server/domain/fulfilment/recount-services';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { contentOf } from './contract-content';
import { replanFollowUps } from './replan-follow-ups';

/**
 * Part of a unit of work that lets one contract take another's place from its first day: what was given under the wrong one was given
 * under the right one, counts against its packages and years, and makes its occasions good.
 */
export async function carryFulfilment(tx: Tx, from: Contract, to: Contract): Promise<void> {
  const { regionCode, residentId } = to;
  const given = await listStandingServices(tx, regionCode, from.id);
  const inOrder = [...given].sort((a, b) => (a.day === b.day ? a.recordedAt - b.recordedAt : a.day < b.day ? -1 : 1));
  const { packages } = contentOf(await listPoliciesOf(tx, regionCode), to);
  await moveServices(tx, from, to.id, recountServices(packages, to, inOrder));
  await replanFollowUps(tx, regionCode, [residentId]);
}
