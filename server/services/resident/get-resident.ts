import type { Queryable } from '@/db';
import { listContractsOfResident } from '@/db/queries/contract';
import { type ResidentIdentityRow, listIdentityRecords } from '@/db/queries/resident-identity';
import { listRecognitionsOfResident } from '@/db/queries/recognition';
import { listInstitutions } from '@/db/queries/registry';
import { countRecordsOf, findResident, maskedPhoneOf } from '@/db/queries/resident';
import type { Contract } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { HeldRecognition } from '@/server/domain/recognition/apply-for-recognition';
import type { RecognitionStanding } from '@/server/domain/recognition/codes';
import { standingOn } from '@/server/domain/recognition/validity';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { statusOn } from '../contract/contract-status';
import { type ServiceContext, today } from '../context';
import { householdViewed } from '../household/get-household';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type ResidentRecord, readRecord } from './resident-record';
import { type ResidentSummary, summaryOf } from './resident-summary';

export interface ResidentContract {
  readonly id: string;
  readonly number: string;
  readonly status: Contract['status'];
  readonly teamName: string;
  readonly institutionName: string;
  readonly packageCodes: readonly string[];
  readonly startDay: Day;
  readonly endDay: Day;
  /** Whether its own page opens for whoever asks. */
  readonly inReach: boolean;
}

export interface ResidentIdentity {
  readonly id: string;
  readonly identityClass: IdentityClass;
  readonly from: Day;
  readonly to: Day | null;
  readonly note: string | null;
  readonly recordedAt: number;
  readonly recordedByName: string;
  readonly endedByName: string | null;
  /** Why it was withdrawn as a mistake; null for one that stands. */
  readonly withdrawnReason: string | null;
}

/** A recognition as the resident's page lists it; its own page opens for whoever opens this one. */
export interface ResidentRecognition {
  readonly id: string;
  readonly number: string;
  readonly diseaseName: string;
  readonly standing: RecognitionStanding;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  /** Null for one taken over from an earlier system. */
  readonly institutionName: string | null;
}

export interface ResidentDetail extends ResidentSummary, ResidentRecord {
  readonly maskedPhone: string | null;
  readonly address: string | null;
  readonly movedOutOn: Day | null;
  /** The record that this one was merged into. */
  readonly mergedIntoId: string | null;
  readonly homeInstitutionName: string | null;
  readonly registeredAt: number;
  /** Newest first, all of the region. */
  readonly contracts: readonly ResidentContract[];
  /** 人员身份, latest first day first. */
  readonly identities: readonly ResidentIdentity[];
  /** Of chronic and special diseases; newest first, all of the region. */
  readonly recognitions: readonly ResidentRecognition[];
  readonly referrals: number;
  readonly visits: number;
}

/** One resident within reach. Opening the page leaves an audit row, of whom they live with as well, so that everybody sees who looked. */
export function getResident(context: ServiceContext, input: { readonly residentId: string }): Promise<Outcome<ResidentDetail, AnyRefusal>> {
  const reach = permit(context, 'resident:read');
  return unitOfWork<ResidentDetail, AnyRefusal>(context, async ({ tx, audit }) => {
    const row = await findResident(tx, reach, input.residentId);
    if (!row) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const held = await listContractsOfResident(tx, reach.regionCode, row.id);
    const names = await namesOf(tx, reach.regionCode, [...held.map((contract) => contract.institutionCode), row.homeInstitutionCode]);
    const isNear = (code: string) => reach.institutionCodes === 'all' || reach.institutionCodes.includes(code);
    const record = await readRecord(tx, reach, row, today(context));
    const others = record.household.members.filter(({ id }) => id !== row.id);
    await audit({ action: 'resident.viewed', subject: { kind: 'resident', id: row.id } });
    for (const { id } of others) await audit({ action: householdViewed, subject: { kind: 'resident', id }, facts: { members: others.length + 1 } });
    return accept({
      ...summaryOf(row, today(context)),
      maskedPhone: maskedPhoneOf(row),
      address: row.address,
      movedOutOn: row.movedOutOn,
      mergedIntoId: row.mergedIntoId,
      homeInstitutionName: names.get(row.homeInstitutionCode ?? '') ?? null,
      registeredAt: row.registeredAt,
      contracts: held.map((contract) => ({
        id: contract.id,
        number: contract.number,
        status: statusOn(contract, today(context)),
        teamName: contract.teamName,
        institutionName: names.get(contract.institutionCode) ?? contract.institutionCode,
        packageCodes: contract.packageCodes,
        startDay: contract.startDay,
        endDay: contract.endDay,
        inReach: isNear(contract.institutionCode),
      })),
      identities: (await listIdentityRecords(tx, reach.regionCode, row.id)).map(identityOf),
      recognitions: (await listRecognitionsOfResident(tx, reach.regionCode, row.id)).map((each) => recognitionOf(each, today(context))),
      ...record,
      ...(await countRecordsOf(tx, reach.regionCode, row.id)),
    });
  });
}

function identityOf({ fromDay, toDay, id, identityClass, note, recordedAt, recordedByName, endedByName, withdrawnReason }: ResidentIdentityRow): ResidentIdentity {
  return { id, identityClass, from: fromDay, to: toDay, note, recordedAt, recordedByName, endedByName, withdrawnReason };
}

function recognitionOf(held: HeldRecognition, day: Day): ResidentRecognition {
  const { id, number, diseaseName, institutionCode, institutionName } = held;
  const [validFrom, validTo] = 'validTo' in held ? [held.validFrom, held.validTo] : [null, null];
  return { id, number, diseaseName, standing: standingOn(held, day), validFrom, validTo, institutionName: institutionCode === null ? null : institutionName };
}

async function namesOf(q: Queryable, regionCode: string, codes: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(codes.filter((code) => code !== null))];
  const places = await listInstitutions(q, regionCode, wanted);
  return new Map(places.map((place) => [place.code, place.name]));
}
