import { type EndingContract, type RenewalContactRow, countEndingContracts, listContactsOfResidents, listEndingContracts, listRenewalContacts } from '@/db/queries/renewal';
import { farthest, suggestEnding } from '@/server/domain/fulfilment/renewal';
import type { RenewalResult } from '@/server/domain/fulfilment/service';
import { type Day, addDays, daysBetween } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type ListedPerson, personOf, teamsOf } from './list-follow-ups';

export interface ListRenewalsInput {
  readonly withinDays: number;
  readonly mine: boolean;
  readonly page: number;
  readonly pageSize: number;
}

export interface RenewalItem extends ListedPerson {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly teamName: string;
  readonly endDay: Day;
  readonly daysLeft: number;
  readonly lastGivenDay: Day | null;
  readonly reminders: number;
  readonly lastReminderDay: Day | null;
  readonly lastCall: { readonly day: Day; readonly result: RenewalResult; readonly note: string | null } | null;
  /** Why the contract could be ended instead, as the calls of a year tell. */
  readonly suggestedEnding: 'unreachable_one_year' | 'refused_one_year' | null;
}

export interface RenewalList {
  readonly total: number;
  /** How many contracts end within each of the policy's days, the farthest first. */
  readonly cuts: readonly { readonly withinDays: number; readonly total: number }[];
  readonly apartDays: number;
  readonly rows: readonly RenewalItem[];
}

/** 续签名单: contracts within reach that end soon and that nobody has renewed, with what was tried so far. */
export async function listRenewals(context: ServiceContext, { withinDays, mine, page, pageSize }: ListRenewalsInput): Promise<Outcome<RenewalList, AnyRefusal>> {
  const reach = permit(context, 'service:read');
  const q = context.store.reads;
  const day = today(context);
  const policy = await getPolicyInForce(q, reach.regionCode, day);
  if (!policy.ok) return policy;
  const { renewalReminders: terms } = policy.value.contract;
  const teamIds = teamsOf(context, mine);
  const cut = (days: number) => ({ today: day, until: addDays(day, days), teamIds });
  const within = Math.min(withinDays, farthest(terms));
  const rows = await listEndingContracts(q, reach, cut(within), { page, pageSize });
  const contacts = await listRenewalContacts(q, reach.regionCode, rows.map(({ contractId }) => contractId));
  const tried = await listContactsOfResidents(q, reach.regionCode, rows.map(({ resident }) => resident.id));
  const cuts = await Promise.all(terms.listDays.value.map(async (days) => ({ withinDays: days, total: await countEndingContracts(q, reach, cut(days)) })));
  return accept({
    total: cuts.find((each) => each.withinDays === within)?.total ?? (await countEndingContracts(q, reach, cut(within))),
    cuts,
    apartDays: terms.apartDays.value,
    rows: rows.map((row) => ({
      ...itemOf(context, row, contacts.filter(({ contractId }) => contractId === row.contractId)),
      suggestedEnding: suggestEnding(tried.filter(({ residentId }) => residentId === row.resident.id), row.lastGivenDay, day),
    })),
  });
}

function itemOf(context: ServiceContext, { resident, contractId, contractNumber, teamName, endDay, lastGivenDay }: EndingContract, contacts: readonly RenewalContactRow[]): Omit<RenewalItem, 'suggestedEnding'> {
  const reminders = contacts.filter(({ kind }) => kind === 'reminder');
  const call = contacts.find(({ kind }) => kind === 'call');
  return {
    ...personOf(context, resident),
    ...{ contractId, contractNumber, teamName, endDay, lastGivenDay },
    daysLeft: daysBetween(today(context), endDay),
    reminders: reminders.length,
    lastReminderDay: reminders[0]?.day ?? null,
    lastCall: call?.result ? { day: call.day, result: call.result, note: call.note } : null,
  };
}

/** How many contracts of the tile's cut end within the policy's farthest days and are not renewed. */
export async function countRenewalTile(context: ServiceContext, teamIds: readonly string[] | null): Promise<number> {
  const reach = permit(context, 'worklist:read');
  const q = context.store.reads;
  const day = today(context);
  const policy = await getPolicyInForce(q, reach.regionCode, day);
  if (!policy.ok) return 0;
  return countEndingContracts(q, reach, { today: day, until: addDays(day, farthest(policy.value.contract.renewalReminders)), teamIds });
}
