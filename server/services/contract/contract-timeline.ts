import { listAudit } from '@/db/queries/audit';
import type { Contract } from '@/server/domain/contract/contract';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { type ServiceContext, today } from '../context';
import { statusOn } from './contract-status';

/** What happened to a contract; `kind` names the sentence. */
export const contractEventKinds = [
  ...(['signed', 'renewed', 'transferred_in', 'corrected_into', 'terminated', 'transferred', 'consent_withdrawn', 'corrected', 'amended', 'expired'] as const),
  ...(['ending_asked', 'ending_refused', 'ending_withdrawn', 'revived'] as const),
] as const;
export type ContractEventKind = (typeof contractEventKinds)[number];

export interface ContractEvent {
  readonly at: Instant;
  readonly kind: ContractEventKind;
  readonly contractNumber: string;
  readonly actorName: string;
  readonly note: string | null;
  /** Why it ended, for the endings; a code of `terminationReasons`. */
  readonly reason: string | null;
}

const mostEvents = 100;

const plain: Readonly<Record<string, ContractEventKind | undefined>> = {
  'contract.imported': 'signed',
  'contract.revived': 'revived',
  'ending_request.asked': 'ending_asked',
  'ending_request.refused': 'ending_refused',
  'ending_request.withdrawn': 'ending_withdrawn',
};

/** What happened to the contracts of a chain as the audit tells, oldest first. */
export async function timelineOf(context: ServiceContext, chain: readonly Contract[]): Promise<ContractEvent[]> {
  const events: ContractEvent[] = [];
  for (const contract of chain) events.push(...(await eventsOf(context, contract, chain)));
  return events.sort((a, b) => a.at - b.at);
}

async function eventsOf(context: ServiceContext, contract: Contract, chain: readonly Contract[]): Promise<ContractEvent[]> {
  const { regionCode, id, number, endDay } = contract;
  const rows = await listAudit(context.store.reads, { regionCode, institutionCodes: 'all' }, { subjectKind: 'contract', subjectId: id, limit: mostEvents });
  const events = rows.reverse().flatMap(({ action, at, actorName, facts }): ContractEvent[] => {
    const kind = kindOf(action, facts, contract, chain);
    return kind ? [{ at, kind, contractNumber: number, actorName, note: textOf(facts.note), reason: textOf(facts.reason) }] : [];
  });
  // A contract that came with a file has no audit row of its own, and expiring is done to hundreds at once.
  if (!events.some(({ kind }) => beginnings.includes(kind))) {
    events.unshift({ at: contract.signedAt, kind: beginningOf(contract, chain), contractNumber: number, actorName: '', note: null, reason: null });
  }
  if (statusOn(contract, today(context)) === 'expired') {
    events.push({ at: instantOf(`${addDays(endDay, 1)} 00:00:00`), kind: 'expired', contractNumber: number, actorName: '', note: null, reason: null });
  }
  return events;
}

const beginnings: readonly ContractEventKind[] = ['signed', 'renewed', 'transferred_in', 'corrected_into'];

function kindOf(action: string, facts: Readonly<Record<string, unknown>>, contract: Contract, chain: readonly Contract[]): ContractEventKind | null {
  if (action === 'contract.signed') return beginningOf(contract, chain);
  if (action === 'contract.corrected') return facts.replacedBy === null ? 'amended' : null;
  if (action === 'contract.terminated') return endingOf(textOf(facts.reason));
  return plain[action] ?? null;
}

/** How a contract began follows from what became of the one before it. */
function beginningOf({ previousContractId }: Contract, chain: readonly Contract[]): ContractEventKind {
  const before = chain.find(({ id }) => id === previousContractId);
  if (!before) return 'signed';
  if (before.status !== 'terminated') return 'renewed';
  if (before.termination.reason === 'transferred') return 'transferred_in';
  return before.termination.reason === 'corrected' ? 'corrected_into' : 'renewed';
}

function endingOf(reason: string | null): ContractEventKind {
  return reason === 'transferred' || reason === 'consent_withdrawn' || reason === 'corrected' ? reason : 'terminated';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
