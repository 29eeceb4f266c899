import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Store } from '@/db';
import { insertResidents } from '@/db/queries/import';
import { residentRow } from '@/db/queries/resident';
import { contract } from '@/db/schema';
import { foldBenefitYear, unknownCircumstances } from '@/server/domain/benefit/fold-benefit-year';
import { optionalVisitColumns, visitColumns } from '@/server/domain/import/visit-columns';
import { addDays, civilTimeOf, instantOf } from '@/server/domain/kernel/calendar-day';
import { csvOf } from '@/server/domain/kernel/csv';
import { formatYuan } from '@/server/domain/kernel/money';
import type { Institution } from '@/server/domain/registry/institution';
import type { Resident } from '@/server/domain/registry/resident';
import type { Visit } from '@/server/domain/visit/visit';
import { uuidv7 } from '@/server/services/context';
import { type District, citizenId } from '../factories/district';

/** Of whom a file's visits are; every third one is signed. */
export interface Population {
  readonly district: District;
  readonly people: readonly (Resident & { readonly certNo: string })[];
}

const inOneTransaction = 5000;
const yearBegins = instantOf('2025-01-01 00:00:00');
const minutesOfYear = 365 * 24 * 60;

/** Registers so many people, as many as an import of residents would, and signs every third of them for the year. */
export async function populate(store: Store, district: District, count: number): Promise<Population> {
  const people: Population['people'][number][] = [];
  while (people.length < count) {
    const some = Array.from({ length: Math.min(inOneTransaction, count - people.length) }, (_, at) => personOf(district, people.length + at));
    await store.transaction(async (tx) => {
      await insertResidents(tx, some.map(({ certNo, ...who }) => residentRow(who, { certType: '01', identity: { kind: 'citizen', normalized: certNo }, phone: null }, { address: null, movedOutOn: null, registeredAt: yearBegins })));
      await tx.append(contract, some.filter((_, at) => at % 3 === 0).map((who) => contractOf(district, who)));
    });
    people.push(...some);
  }
  return { district, people };
}

function personOf({ regionCode, township }: District, at: number) {
  const birthDay = addDays('1935-01-01', (at * 37) % 29_000);
  const certNo = citizenId({ area: String(110_100 + (Math.floor(at / 999) % 89_000)), birthDay, serial: at % 999 });
  const coverage = { insutype: at % 2 === 0 ? ('310' as const) : ('390' as const), retired: at % 2 === 0 && birthDay < '1965-01-01' };
  return {
    ...{ id: uuidv7(), regionCode, name: `居民${at}`, sex: at % 2 === 0 ? ('female' as const) : ('male' as const), birthDay, deathDay: null },
    ...{ coverage, keyGroups: at % 5 === 0 ? (['hypertension'] as const) : [], homeInstitutionCode: township.code, certNo },
  };
}

function contractOf({ regionCode, team }: District, { id }: { readonly id: string }): typeof contract.$inferInsert {
  return {
    ...{ regionCode, id: `c-${id}`, number: `c-${id}`, residentId: id, teamId: team.id, institutionCode: team.institutionCode, practitionerId: team.leaderId },
    ...{ termYears: 1, startDay: '2025-01-01', endDay: '2025-12-31', status: 'expired', signedAt: yearBegins, signedBy: 'system:bench', requestKey: id },
    ...{ endedReason: null, endedAt: null, previousContractId: null, channel: 'desk' },
  };
}

/** Some visits of a year, in the order they were settled; one in thirty is a stay. */
export function visitsOf({ district, people }: Population, count: number): Visit[] {
  const places = [district.township, district.lead, district.clinic, district.foreignTownship, district.foreignLead];
  return Array.from({ length: count }, (_, at) => {
    const who = people[(at * 7919) % people.length];
    const place = places[(at * 11) % places.length];
    if (!who || !place) throw new Error('visits need people and places');
    const isStay = at % 30 === 0;
    const totalFen = isStay ? 300_000 + ((at * 104_729) % 1_500_000) : 3000 + ((at * 7907) % 40_000);
    const inScopeFen = totalFen - (totalFen % 700);
    const settledAt = civilTimeOf(yearBegins + Math.floor((at * minutesOfYear) / count) * 60_000);
    return {
      ...{ institutionCode: place.code, settlementId: `2025${String(at).padStart(9, '0')}`, residentId: who.id, insutype: who.coverage.insutype, medType: isStay ? '21' : '11', settledAt },
      ...{ diagnosisCode: 'I10.x00x002', diagnosisName: '原发性高血压', startedAt: isStay ? `${addDays(settledAt.slice(0, 10), -6)} 09:00:00` : settledAt, endedAt: settledAt },
      ...{ essentialDrugFen: null, prescriptionDays: isStay ? null : 14, totalFen, fullSelfPayFen: totalFen - inScopeFen, overLimitSelfPayFen: 0, advanceSelfPayFen: 0, inScopeFen },
      ...{ reportedDeductibleFen: null, reportedPoolFen: null, reportedAccountFen: null, reportedCashFen: null, reportedFundFen: null },
      ...{ specialFee: false, referralNumber: null, refundOf: null },
    };
  });
}

/** The file of these visits as hospitals send it: each has settled by the policy, and knew of nobody's contract. */
export async function writeVisitsFile(path: string, population: Population, visits: readonly Visit[]): Promise<void> {
  const paid = payWithoutContracts(population, visits);
  const known = new Map(population.people.map((who) => [who.id, who]));
  const lines = function* () {
    yield csvOf([[...visitColumns, ...optionalVisitColumns]]);
    for (const visit of visits) {
      const who = known.get(visit.residentId);
      const payFen = paid.get(visit) ?? 0;
      yield csvOf([
        [
          ...[visit.institutionCode, visit.settlementId, '01', who?.certNo ?? '', who?.name ?? '', visit.insutype, visit.medType, visit.settledAt],
          ...[visit.totalFen, visit.fullSelfPayFen, 0, 0, visit.inScopeFen].map(formatYuan),
          ...['I10.x00x002', '原发性高血压', visit.startedAt ?? '', visit.endedAt ?? '', '', String(visit.prescriptionDays ?? '')],
          ...['', formatYuan(payFen), '0.00', formatYuan(visit.totalFen - payFen), '', '0', '', '0', ''],
        ],
      ]).slice(1);
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(path));
}

function payWithoutContracts({ district, people }: Population, visits: readonly Visit[]): Map<Visit, number> {
  const places = new Map([district.township, district.lead, district.clinic, district.foreignTownship, district.foreignLead].map((place: Institution) => [place.code, place]));
  const ofPerson = Map.groupBy(visits, ({ residentId }) => residentId);
  const paid = new Map<Visit, number>();
  for (const who of people) {
    const folded = foldBenefitYear(ofPerson.get(who.id) ?? [], {
      ...unknownCircumstances,
      ...{ regionCode: district.regionCode, policies: [district.policy], contracts: [], retiredOn: () => who.coverage.retired },
      placeOf: (code) => ({ level: places.get(code)?.level ?? 'township', allianceIds: [] }),
    });
    for (const each of folded) if (each.status === 'paid') paid.set(each.visit, each.adjudication.payFen);
  }
  return paid;
}
