import { listAudit } from '@/db/queries/audit';
import { type HeldConsent, findConsentOfContract } from '@/db/queries/consent';
import { findContract } from '@/db/queries/contract';
import { findInstitution, findPractitioner } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import type { Contract, ContractStatus, TerminationReason } from '@/server/domain/contract/contract';
import { type Day, addDays, daysBetween, instantOf } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryFor } from '../resident/resident-summary';
import { statusOn } from './contract-status';

/** What happened to a contract; `kind` names the sentence. */
export interface ContractEvent {
  readonly at: number;
  readonly kind: 'signed' | 'terminated' | 'expired';
  readonly actorName: string;
  readonly note: string | null;
}

export interface ContractDetail {
  readonly id: string;
  readonly number: string;
  readonly status: ContractStatus;
  readonly resident: ResidentSummary;
  readonly team: { readonly id: string; readonly name: string; readonly phone: string | null };
  readonly institution: { readonly code: string; readonly name: string };
  readonly practitioner: { readonly name: string; readonly title: string } | null;
  readonly packageCodes: readonly string[];
  readonly termYears: number;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly daysLeft: number;
  readonly consent: HeldConsent | null;
  readonly signedAt: number;
  readonly endedReason: TerminationReason | null;
  /** Oldest first. */
  readonly timeline: readonly ContractEvent[];
}

/** One contract within reach, with what happened to it as the audit tells. */
export async function getContract(context: ServiceContext, input: { readonly contractId: string }): Promise<Outcome<ContractDetail, AnyRefusal>> {
  const reach = permit(context, 'contract:read');
  const q = context.store.reads;
  const contract = await findContract(q, reach, input.contractId);
  const resident = contract && (await findResidentOfRegion(q, contract.regionCode, contract.residentId));
  if (!contract || !resident) return refuse({ code: 'not_found', facts: { what: 'contract' } });
  const { id, number, regionCode, packageCodes, termYears, startDay, endDay } = contract;
  const team = await findTeam(q, regionCode, contract.teamId);
  const place = await findInstitution(q, regionCode, contract.institutionCode);
  const doctor = await findPractitioner(q, regionCode, contract.practitionerId);
  return accept({
    id,
    number,
    status: statusOn(contract, today(context)),
    resident: summaryFor(context.actor, resident, today(context)),
    team: { id: contract.teamId, name: team?.name ?? contract.teamId, phone: team?.phone ?? null },
    institution: { code: contract.institutionCode, name: place?.name ?? contract.institutionCode },
    practitioner: doctor && { name: doctor.name, title: doctor.title },
    packageCodes,
    termYears,
    startDay,
    endDay,
    daysLeft: daysBetween(today(context), endDay),
    consent: await findConsentOfContract(q, regionCode, id),
    signedAt: contract.signedAt,
    endedReason: contract.status === 'terminated' ? contract.termination.reason : null,
    timeline: await timelineOf(context, contract),
  });
}

const mostEvents = 100;
const kinds: Readonly<Record<string, ContractEvent['kind'] | undefined>> = {
  'contract.signed': 'signed',
  'contract.imported': 'signed',
  'contract.terminated': 'terminated',
};

async function timelineOf(context: ServiceContext, contract: Contract): Promise<ContractEvent[]> {
  const { regionCode, id, endDay } = contract;
  const rows = await listAudit(context.store.reads, { regionCode, institutionCodes: 'all' }, { subjectKind: 'contract', subjectId: id, limit: mostEvents });
  const events = rows.reverse().flatMap(({ action, at, actorName, facts }): ContractEvent[] => {
    const kind = kinds[action];
    return kind ? [{ at, kind, actorName, note: typeof facts.note === 'string' ? facts.note : null }] : [];
  });
  // A contract that came with a file has no audit row of its own, and expiring is done to hundreds at once.
  if (!events.some((event) => event.kind === 'signed')) {
    events.unshift({ at: contract.signedAt, kind: 'signed', actorName: '', note: null });
  }
  if (statusOn(contract, today(context)) === 'expired') {
    events.push({ at: instantOf(`${addDays(endDay, 1)} 00:00:00`), kind: 'expired', actorName: '', note: null });
  }
  return events;
}
