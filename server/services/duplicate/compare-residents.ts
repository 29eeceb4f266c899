import type { Queryable } from '@/db';
import { listContractsOfResident } from '@/db/queries/contract';
import { findPairOf } from '@/db/queries/duplicate';
import { listRecords } from '@/db/queries/merge';
import { listRecognitionsOfResident } from '@/db/queries/recognition';
import { listInstitutions } from '@/db/queries/registry';
import { type ResidentRow, countRecordsOf, maskedPhoneOf } from '@/db/queries/resident';
import type { ContractStatus } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { MatchDoubt, MatchReason } from '@/server/domain/registry/duplicate';
import { type MergeParticular, rivalsOf, stands } from '@/server/domain/registry/merge';
import { compareRecords } from '@/server/domain/registry/near-duplicates';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';
import { comparedPerson } from './compared-person';

export interface ComparedContract {
  readonly id: string;
  readonly number: string;
  readonly teamName: string;
  readonly status: ContractStatus;
  readonly startDay: Day;
  readonly endDay: Day;
}

/** One of two records beside each other. */
export interface ComparedRecord extends ResidentSummary {
  readonly version: number;
  readonly mergedIntoId: string | null;
  readonly maskedPhone: string | null;
  readonly address: string | null;
  readonly movedOutOn: Day | null;
  readonly homeInstitutionName: string | null;
  readonly registeredAt: number;
  /** Newest first. */
  readonly contracts: readonly ComparedContract[];
  readonly recognitions: readonly string[];
  readonly referrals: number;
  readonly visits: number;
}

export interface Comparison {
  readonly first: ComparedRecord;
  readonly second: ComparedRecord;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
  readonly doubts: readonly MatchDoubt[];
  /** Particulars that the two say differently, sealed ones included. */
  readonly differences: readonly MergeParticular[];
  /** Contracts of which only one can go on; empty when there is nothing to choose. */
  readonly rivals: readonly string[];
  /** The pair as it is kept; null when nobody has found it. */
  readonly pair: { readonly id: string; readonly version: number; readonly status: string; readonly note: string | null; readonly decidedByName: string | null; readonly decidedAt: number | null } | null;
}

/** Two records side by side, with what is alike and what is not. Both leave an audit row, so that the person sees who looked. */
export function compareResidents(context: ServiceContext, input: { readonly firstId: string; readonly secondId: string }): Promise<Outcome<Comparison, AnyRefusal>> {
  const { regionCode } = permit(context, 'duplicate:read');
  return unitOfWork<Comparison, AnyRefusal>(context, async ({ tx, audit }) => {
    const rows = await listRecords(tx, regionCode, [input.firstId, input.secondId]);
    const first = rows.find(({ id }) => id === input.firstId);
    const second = rows.find(({ id }) => id === input.secondId);
    if (!first || !second) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    if (first === second) return refuse({ code: 'duplicate.same_record', facts: {} });
    const day = today(context);
    const contracts = [...(await listContractsOfResident(tx, regionCode, first.id)), ...(await listContractsOfResident(tx, regionCode, second.id))];
    const pair = await findPairOf(tx, regionCode, first.id, second.id);
    const likeness = compareRecords(comparedPerson(first), comparedPerson(second));
    for (const { id } of [first, second]) await audit({ action: 'resident.compared', subject: { kind: 'resident', id } });
    return accept({
      first: await recordOf(tx, first, day),
      second: await recordOf(tx, second, day),
      ...likeness,
      differences: differencesOf(first, second),
      rivals: rivalsOf(contracts.filter((contract) => stands(contract, day))).map(({ id }) => id),
      pair: pair && { id: pair.id, version: pair.version, status: pair.status, note: pair.note, decidedByName: pair.decidedByName, decidedAt: pair.decidedAt },
    });
  });
}

async function recordOf(q: Queryable, row: ResidentRow, day: Day): Promise<ComparedRecord> {
  const { regionCode, id, version, mergedIntoId, address, movedOutOn, registeredAt, homeInstitutionCode } = row;
  const [home] = homeInstitutionCode === null ? [] : await listInstitutions(q, regionCode, [homeInstitutionCode]);
  const contracts = await listContractsOfResident(q, regionCode, id);
  const recognitions = await listRecognitionsOfResident(q, regionCode, id);
  return {
    ...summaryOf(row, day),
    ...{ version, mergedIntoId, maskedPhone: maskedPhoneOf(row), address, movedOutOn, registeredAt, homeInstitutionName: home?.name ?? null },
    contracts: contracts.map(({ id: contractId, number, teamName, status, startDay, endDay }) => ({ id: contractId, number, teamName, status, startDay, endDay })),
    recognitions: recognitions.map(({ diseaseName }) => diseaseName),
    ...(await countRecordsOf(q, regionCode, id)),
  };
}

function differencesOf(a: ResidentRow, b: ResidentRow): MergeParticular[] {
  const [left, right] = [comparedPerson(a), comparedPerson(b)];
  const differs: Readonly<Record<MergeParticular, boolean>> = {
    certificate: a.certType !== b.certType || left.number !== right.number,
    name: a.name !== b.name,
    sex: a.sex !== b.sex,
    birthDay: a.birthDay !== b.birthDay,
    deathDay: a.deathDay !== b.deathDay,
    phone: left.phone !== right.phone,
    address: a.address !== b.address,
    insurance: a.insutype !== b.insutype || a.retired !== b.retired,
    home: a.homeInstitutionCode !== b.homeInstitutionCode || a.movedOutOn !== b.movedOutOn,
  };
  return (Object.keys(differs) as MergeParticular[]).filter((particular) => differs[particular]);
}
