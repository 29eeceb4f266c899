import { countAwaitingTeam, listSigningRequests as listRows } from '@/db/queries/contract-request';
import { type Asker, type RequestKind, type RequestStatus, isOpenOn, requestStatuses } from '@/server/domain/contract/request';
import type { TransferReason } from '@/server/domain/contract/transfer-contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryFor } from '../resident/resident-summary';

/** What waits for the team, what waits for residents, drafts, and everything that is over. */
export const requestTabs = ['awaiting_team', 'awaiting_resident', 'draft', 'closed'] as const;
export type RequestTab = (typeof requestTabs)[number];

const closedStatuses = requestStatuses.filter((status) => !requestTabs.some((tab) => tab === status));

export interface ListedRequest {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly askedBy: Asker;
  /** An unanswered one whose day is over counts as lapsed. */
  readonly status: RequestStatus;
  readonly resident: ResidentSummary;
  readonly teamId: string;
  readonly teamName: string;
  readonly packageCodes: readonly string[];
  readonly termYears: number;
  readonly contractId: string | null;
  readonly transferReason: TransferReason | null;
  readonly note: string | null;
  readonly dueOn: Day;
  readonly createdAt: number;
  readonly createdByName: string;
  readonly closedAt: number | null;
  readonly closedByName: string | null;
  readonly closedReason: string | null;
  readonly signedContractId: string | null;
}

export interface ListSigningRequestsInput {
  readonly tab: RequestTab;
  readonly teamId: string | null;
  readonly page: number;
  readonly pageSize: number;
}

/** One page of the requests to and by the teams within reach, with how many wait for an answer of theirs. */
export async function listSigningRequests(context: ServiceContext, input: ListSigningRequestsInput): Promise<{ rows: ListedRequest[]; total: number; waiting: number }> {
  const reach = permit(context, 'contract:read');
  const q = context.store.reads;
  const day = today(context);
  const statuses = input.tab === 'closed' ? closedStatuses : [input.tab];
  const { rows, total } = await listRows(q, reach, { statuses, teamId: input.teamId }, input);
  return {
    total,
    waiting: await countAwaitingTeam(q, reach, { today: day, teamIds: input.teamId === null ? null : [input.teamId] }),
    rows: rows.map(({ request, resident, teamName }) => ({
      ...{ requestId: request.id, kind: request.kind, askedBy: request.askedBy, teamId: request.teamId, teamName },
      ...{ packageCodes: request.packageCodes, termYears: request.termYears, contractId: request.contractId, transferReason: request.transferReason, note: request.note },
      ...{ dueOn: request.dueOn, createdAt: request.createdAt, createdByName: request.createdByName, signedContractId: request.signedContractId },
      ...{ closedAt: request.closedAt, closedByName: request.closedByName, closedReason: request.closedReason },
      status: input.tab !== 'draft' && request.closedAt === null && !isOpenOn(request, day) ? 'lapsed' : request.status,
      resident: summaryFor(context.actor, resident, day),
    })),
  };
}
