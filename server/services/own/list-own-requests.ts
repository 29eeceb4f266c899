import { listEndingRequestsOf, listOwnSigningRequests } from '@/db/queries/contract-request';
import { listContractsOfResident } from '@/db/queries/contract';
import { findSuccessor } from '@/db/queries/contract-chain';
import type { Asker, EndingRequestStatus, RequestKind, RequestStatus } from '@/server/domain/contract/request';
import { isOpenOn } from '@/server/domain/contract/request';
import { planRenewal } from '@/server/domain/contract/renew-contract';
import type { TerminationReason } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ServiceContext, today } from '../context';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { ownResident } from './own-resident';

export interface OwnSigningRequest {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly askedBy: Asker;
  /** An unanswered one whose day is over counts as lapsed. */
  readonly status: RequestStatus;
  readonly teamId: string;
  readonly teamName: string;
  readonly packageCodes: readonly string[];
  readonly termYears: number;
  readonly dueOn: Day;
  readonly createdAt: number;
  readonly closedReason: string | null;
  readonly signedContractId: string | null;
}

export interface OwnEndingRequest {
  readonly requestId: string;
  readonly contractId: string;
  readonly status: EndingRequestStatus;
  readonly reason: TerminationReason;
  readonly createdAt: number;
  readonly answerNote: string | null;
}

/** What the resident can do about a contract today. */
export interface OwnContractActs {
  readonly contractId: string;
  readonly number: string;
  readonly teamId: string;
  readonly canRenew: boolean;
  /** From which day on it can be renewed, where that is still to come. */
  readonly renewableFrom: Day | null;
  readonly canEnd: boolean;
}

export interface OwnRequests {
  readonly signing: readonly OwnSigningRequest[];
  readonly ending: readonly OwnEndingRequest[];
  readonly contracts: readonly OwnContractActs[];
}

const shown = 20;

/** The resident's requests and proposals, the newest first, and what they can ask for about each contract. */
export async function listOwnRequests(context: ServiceContext): Promise<OwnRequests> {
  const own = ownResident(context);
  const q = context.store.reads;
  const day = today(context);
  const policy = await getPolicyInForce(q, own.regionCode, day);
  const held = await listContractsOfResident(q, own.regionCode, own.residentId);
  const contracts: OwnContractActs[] = [];
  for (const contract of held) {
    if (!policy.ok || contract.status === 'terminated') continue;
    const plan = planRenewal({ contract, renewedBy: await findSuccessor(q, contract), today: day, terms: policy.value.contract.lifeCycle });
    const early = plan.ok ? undefined : plan.refusals.find((refusal) => refusal.code === 'contract.renewal_too_early');
    contracts.push({
      ...{ contractId: contract.id, number: contract.number, teamId: contract.teamId, canRenew: plan.ok },
      ...{ renewableFrom: early ? early.facts.earliest : null, canEnd: contract.status === 'in_force' && day <= contract.endDay },
    });
  }
  const signing = await listOwnSigningRequests(q, own, shown);
  const ending = await listEndingRequestsOf(q, own.regionCode, held.map(({ id }) => id));
  return {
    contracts,
    signing: signing.map((request) => ({
      ...{ requestId: request.id, kind: request.kind, askedBy: request.askedBy, teamId: request.teamId, teamName: request.teamName, packageCodes: request.packageCodes },
      ...{ termYears: request.termYears, dueOn: request.dueOn, createdAt: request.createdAt, closedReason: request.closedReason, signedContractId: request.signedContractId },
      status: request.closedAt === null && !isOpenOn(request, day) ? 'lapsed' : request.status,
    })),
    ending: ending.map(({ id, contractId, status, reason, createdAt, answerNote }) => ({ requestId: id, contractId, status, reason, createdAt, answerNote })),
  };
}
