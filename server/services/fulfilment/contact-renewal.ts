import { findContract } from '@/db/queries/contract';
import { type RenewalContactRow, findFollowing, insertRenewalContact, listRenewalContacts, saveCallResult } from '@/db/queries/renewal';
import { findTeam } from '@/db/queries/team';
import type { Contract } from '@/server/domain/contract/contract';
import { decideReminder } from '@/server/domain/fulfilment/renewal';
import type { RenewalResult } from '@/server/domain/fulfilment/service';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';

/** What became of one contract of many. */
export interface ReminderRow {
  readonly contractId: string;
  readonly outcome: Outcome<{ readonly contractId: string }, AnyRefusal>;
}

export const mostReminders = 200;

/**
 * 批量发送续签提醒: each contract is a unit of work of its own, so that one that was reminded lately keeps no other from it. The notice and
 * the note of it are written together; whoever comes second on a day is refused by the note's key.
 */
export async function remindRenewals(context: ServiceContext, { contractIds }: { readonly contractIds: readonly string[] }): Promise<ReminderRow[]> {
  permit(context, 'contract:sign');
  const rows: ReminderRow[] = [];
  for (const contractId of [...new Set(contractIds)]) rows.push({ contractId, outcome: await remindRenewal(context, contractId) });
  return rows;
}

function remindRenewal(context: ServiceContext, contractId: string): Promise<Outcome<{ readonly contractId: string }, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  return unitOfWork<{ readonly contractId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const day = today(context);
    const contract = await findContract(tx, reach, contractId);
    const team = contract && (await findTeam(tx, contract.regionCode, contract.teamId));
    if (!contract || !team) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    if (contract.status !== 'in_force') return refuse(notInForce(contract));
    const policy = await getPolicyInForce(tx, contract.regionCode, day);
    if (!policy.ok) return policy;
    const { renewalReminders: terms } = policy.value.contract;
    const decision = decideReminder({
      ...{ endDay: contract.endDay, today: day, terms },
      renewedFrom: await findFollowing(tx, contract.regionCode, contract.residentId, contract.endDay),
      contacts: await listRenewalContacts(tx, contract.regionCode, [contractId]),
    });
    if (!decision.ok) return decision;
    const contact = contactRow(context, contract, { kind: 'reminder', result: null, note: null });
    if (!(await insertRenewalContact(tx, contact))) return refuse({ code: 'renewal.reminded_lately', facts: { on: day, apartDays: terms.apartDays.value } });
    await queueNotice<'contract_ending'>(tx, context, {
      regionCode: contract.regionCode,
      to: { kind: 'resident', id: contract.residentId },
      template: 'contract_ending',
      facts: { teamName: team.name, endDay: contract.endDay },
      about: { kind: 'contract', id: contract.id },
      once: `renewal:${contract.id}:${day}`,
    });
    await audit({ action: 'renewal.reminded', subject: { kind: 'contract', id: contract.id }, facts: { endDay: contract.endDay } });
    return accept({ contractId });
  });
}

export interface RenewalCallInput {
  readonly contractId: string;
  readonly result: RenewalResult;
  readonly note: string | null;
}

/** 登记续签电话: how a call about a contract within reach went. A second call on the same day puts its result in the place of the first's. */
export function recordRenewalCall(context: ServiceContext, { contractId, result, note }: RenewalCallInput): Promise<Outcome<{ readonly contractId: string }, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  return unitOfWork<{ readonly contractId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const contract = await findContract(tx, reach, contractId);
    if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    if (contract.status !== 'in_force') return refuse(notInForce(contract));
    const contact = contactRow(context, contract, { kind: 'call', result, note: note?.trim() || null });
    if (!(await insertRenewalContact(tx, contact))) await saveCallResult(tx, contact);
    await audit({ action: 'renewal.called', subject: { kind: 'contract', id: contract.id }, facts: { result, note: contact.note } });
    return accept({ contractId });
  });
}

function contactRow(context: ServiceContext, { id, regionCode, residentId }: Contract, said: Pick<RenewalContactRow, 'kind' | 'result' | 'note'>): RenewalContactRow {
  return { regionCode, id: context.newId(), contractId: id, residentId, ...said, by: actorRef(context.actor), at: context.now(), day: today(context) };
}

function notInForce({ status, endDay }: Contract): AnyRefusal {
  return { code: 'contract.not_in_force', facts: { status, endDay } };
}
