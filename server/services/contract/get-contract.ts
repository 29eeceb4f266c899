import { type HeldConsent, findConsentOfContract } from '@/db/queries/consent';
import { listCorrectionsOf } from '@/db/queries/contract-correction';
import { listEndingRequestsOf } from '@/db/queries/contract-request';
import { findContract, listContractsOfResident } from '@/db/queries/contract';
import { findInstitution, findPractitioner } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import { chainOf, successorOf } from '@/server/domain/contract/chain';
import type { Contract, ContractChannel, ContractStatus, TerminationReason } from '@/server/domain/contract/contract';
import type { CorrectedField } from '@/server/domain/contract/correct-contract';
import { type ContractStage, stageOn } from '@/server/domain/contract/stage';
import { type Day, daysBetween } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type ResidentSummary, summaryFor } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';
import { type PossibleAct, actsOn } from './contract-acts';
import { statusOn } from './contract-status';
import { type ContractEvent, timelineOf } from './contract-timeline';

/** A contract of the chain that the shown one belongs to. */
export interface ChainedContract {
  readonly id: string;
  readonly number: string;
  readonly stage: ContractStage;
  readonly teamName: string;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly endedReason: TerminationReason | null;
  /** Whether its own page opens for whoever asks. */
  readonly inReach: boolean;
}

/** A wish to end the contract that waits for the team's answer. */
export interface PendingEnding {
  readonly requestId: string;
  readonly reason: TerminationReason;
  readonly note: string | null;
  readonly createdAt: number;
}

export interface ContractCorrection {
  readonly changes: readonly CorrectedField[];
  readonly note: string;
  readonly replacedBy: string | null;
  readonly doneAt: number;
  readonly doneByName: string;
}

export interface ContractDetail {
  readonly id: string;
  readonly number: string;
  readonly status: ContractStatus;
  readonly stage: ContractStage;
  readonly resident: ResidentSummary;
  readonly team: { readonly id: string; readonly name: string; readonly phone: string | null };
  readonly institution: { readonly code: string; readonly name: string };
  readonly practitioner: { readonly id: string; readonly name: string; readonly title: string } | null;
  readonly channel: ContractChannel;
  readonly packageCodes: readonly string[];
  readonly termYears: number;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly daysLeft: number;
  readonly consent: HeldConsent | null;
  readonly signedAt: number;
  readonly endedReason: TerminationReason | null;
  /** What led to this contract and what goes on from it, oldest first; itself among them. */
  readonly chain: readonly ChainedContract[];
  /** Of the whole chain, oldest first. */
  readonly timeline: readonly ContractEvent[];
  readonly corrections: readonly ContractCorrection[];
  readonly pendingEnding: PendingEnding | null;
  /** What the actor's role can do with it, and why not today. */
  readonly acts: readonly PossibleAct[];
}

/** One contract within reach, with what happened to it as the audit tells. Opening it leaves an audit row that the resident can see. */
export async function getContract(context: ServiceContext, input: { readonly contractId: string }): Promise<Outcome<ContractDetail, AnyRefusal>> {
  const found = await readContract(context, input);
  if (!found.ok) return found;
  return unitOfWork<ContractDetail, AnyRefusal>(context, async ({ audit }) => {
    const { id, resident } = found.value;
    await audit({ action: 'resident.contract_viewed', subject: { kind: 'resident', id: resident.id }, facts: { contractId: id } });
    return found;
  });
}

async function readContract(context: ServiceContext, input: { readonly contractId: string }): Promise<Outcome<ContractDetail, AnyRefusal>> {
  const reach = permit(context, 'contract:read');
  const q = context.store.reads;
  const contract = await findContract(q, reach, input.contractId);
  const resident = contract && (await findResidentOfRegion(q, contract.regionCode, contract.residentId));
  if (!contract || !resident) return refuse({ code: 'not_found', facts: { what: 'contract' } });
  const { id, number, regionCode, packageCodes, termYears, startDay, endDay } = contract;
  const team = await findTeam(q, regionCode, contract.teamId);
  const place = await findInstitution(q, regionCode, contract.institutionCode);
  const doctor = await findPractitioner(q, regionCode, contract.practitionerId);
  const policy = await getPolicyInForce(q, regionCode, today(context));
  const chain = chainOf(await listContractsOfResident(q, regionCode, resident.id), id);
  const expiringDays = policy.ok ? policy.value.contract.lifeCycle.renewalDaysBefore.value : 0;
  const stage = (each: Contract) => stageOn(each, today(context), { renewedBy: successorOf(chain, each.id)?.id ?? null, expiringDays });
  return accept({
    id,
    number,
    status: statusOn(contract, today(context)),
    stage: stage(contract),
    resident: summaryFor(context.actor, resident, today(context)),
    team: { id: contract.teamId, name: team?.name ?? contract.teamId, phone: team?.phone ?? null },
    institution: { code: contract.institutionCode, name: place?.name ?? contract.institutionCode },
    practitioner: doctor && { id: doctor.id, name: doctor.name, title: doctor.title },
    channel: contract.channel,
    packageCodes,
    termYears,
    startDay,
    endDay,
    daysLeft: daysBetween(today(context), endDay),
    consent: await findConsentOfContract(q, regionCode, id),
    signedAt: contract.signedAt,
    endedReason: contract.status === 'terminated' ? contract.termination.reason : null,
    chain: chain.map((each) => ({
      ...{ id: each.id, number: each.number, stage: stage(each), teamName: each.teamName, startDay: each.startDay, endDay: each.endDay },
      endedReason: each.status === 'terminated' ? each.termination.reason : null,
      inReach: reaches(reach, each.regionCode, each.institutionCode),
    })),
    timeline: await timelineOf(context, chain),
    corrections: (await listCorrectionsOf(q, regionCode, chain.map((each) => each.id))).map(({ changes, note, replacedBy, doneAt, doneByName }) => ({ changes, note, replacedBy, doneAt, doneByName })),
    pendingEnding: await pendingEndingOf(context, contract),
    acts: policy.ok ? actsOn(context, contract, successorOf(chain, id), policy.value.contract) : [],
  });
}

async function pendingEndingOf(context: ServiceContext, { regionCode, id }: Contract): Promise<PendingEnding | null> {
  const [pending] = (await listEndingRequestsOf(context.store.reads, regionCode, [id])).filter(({ status }) => status === 'pending');
  return pending ? { requestId: pending.id, reason: pending.reason, note: pending.note, createdAt: pending.createdAt } : null;
}
