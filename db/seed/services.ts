import type { serviceCount, serviceRecord } from '@/db/schema';
import type { Measurements, ServicePlace } from '@/server/domain/fulfilment/service';
import { type Day, addDays, addMonthsTo, addYears, instantOf } from '@/server/domain/kernel/calendar-day';
import { type Chance, chanceOf } from './chance';
import type { DemoContract } from './contracts';
import type { DemoPerson } from './people';
import { demoRegion } from './places';

type RecordRow = typeof serviceRecord.$inferSelect;
type CountRow = typeof serviceCount.$inferSelect;

const { regionCode } = demoRegion;
/** What is older is nobody's work any more, and left out of the demo. */
const daysBack = 400;

interface Service {
  readonly packageCode: string;
  readonly itemCode: string;
  readonly day: Day;
  readonly by: 'leader' | 'nurse' | 'public-health';
  readonly place: ServicePlace;
  readonly measurements: Measurements;
}

/** What a contract was given so far: follow-ups four quarters in five, checks for most of the old, advice now and then; to some nothing. */
export function servicesOf(seed: number, person: DemoPerson, contract: DemoContract, contractId: string, packageCodes: readonly string[], today: Day): { records: RecordRow[]; counts: CountRow[] } {
  const chance = chanceOf(seed, `services of ${contractId}`);
  if (chance.happens(person.keyGroups.length > 0 ? 0.08 : 0.3)) return { records: [], counts: [] };
  const last = contract.endDay < today ? contract.endDay : today;
  const given = packageCodes
    .flatMap((code) => plans[code]?.(chance, contract.startDay, last) ?? [])
    .filter(({ day }) => day >= contract.startDay && day <= last && day >= addDays(today, -daysBack))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  const records = given.map((service, at) => recordOf(service, person, contract, contractId, at));
  return { records, counts: countsOf(records) };
}

type Plan = (chance: Chance, from: Day, to: Day) => Service[];

const plans: Readonly<Record<string, Plan>> = {
  basic: (chance, from) => [
    ...(chance.happens(0.7) ? [{ packageCode: 'basic', itemCode: 'health_record', day: addDays(from, chance.whole(0, 20)), by: 'public-health', place: 'clinic', measurements: {} } as const] : []),
    ...(chance.happens(0.4) ? [{ packageCode: 'basic', itemCode: 'consult', day: addDays(from, chance.whole(21, 330)), by: 'leader', place: chance.pick(['phone', 'online', 'clinic'] as const), measurements: {} } as const] : []),
  ],
  hypertension: (chance, from, to) =>
    quarters(from, to).filter(() => chance.happens(0.8)).map((day) => ({
      ...{ packageCode: 'hypertension', itemCode: 'bp_follow_up', day: addDays(day, chance.whole(40, 85)), by: 'nurse' as const, place: chance.pick(['clinic', 'clinic', 'home'] as const) },
      measurements: { systolic: chance.whole(118, 164), diastolic: chance.whole(68, 98) },
    })),
  diabetes: (chance, from, to) =>
    quarters(from, to).filter(() => chance.happens(0.75)).map((day) => ({
      ...{ packageCode: 'diabetes', itemCode: 'glucose_follow_up', day: addDays(day, chance.whole(40, 85)), by: 'nurse' as const, place: chance.pick(['clinic', 'clinic', 'home'] as const) },
      measurements: { glucoseTenths: chance.whole(52, 104) },
    })),
  elderly: (chance, from, to) =>
    years(from, to).filter(() => chance.happens(0.6)).map((day) => ({ packageCode: 'elderly', itemCode: 'elderly_check', day: addDays(day, chance.whole(60, 330)), by: 'public-health', place: 'clinic', measurements: { systolic: chance.whole(118, 158), diastolic: chance.whole(66, 94), weightTenths: chance.whole(480, 760) } })),
  child: (chance, from, to) => quarters(from, to).filter(() => chance.happens(0.5)).map((day) => ({ packageCode: 'child', itemCode: 'child_check', day: addDays(day, chance.whole(0, 60)), by: 'public-health', place: 'clinic', measurements: {} })),
};

function quarters(from: Day, to: Day): Day[] {
  return Array.from({ length: 12 }, (_, at) => addMonthsTo(from, at * 3)).filter((day) => day <= to);
}

function years(from: Day, to: Day): Day[] {
  return Array.from({ length: 3 }, (_, at) => addYears(from, at)).filter((day) => day <= to);
}

function recordOf({ by, ...service }: Service, person: DemoPerson, { team, startDay }: DemoContract, contractId: string, at: number): RecordRow {
  const id = `service-${contractId}-${String(at).padStart(2, '0')}`;
  const recordedAt = instantOf(`${service.day} 16:20:00`);
  return {
    ...{ regionCode, id, contractId, residentId: person.id, teamId: team.id, institutionCode: team.institutionCode, ...service },
    ...{ yearStart: years(startDay, service.day).at(-1) ?? startDay, practitionerId: `${team.id}-${by}`, bySubstitute: false, beyondPackage: false, note: null },
    ...{ requestKey: id, recordedBy: `practitioner:${team.id}-${by}`, recordedAt, withdrawnBy: null, withdrawnAt: null, withdrawnReason: null },
  };
}

function countsOf(records: readonly RecordRow[]): CountRow[] {
  const counts = new Map<string, CountRow>();
  for (const { contractId, yearStart, itemCode } of records) {
    const key = `${yearStart} ${itemCode}`;
    counts.set(key, { regionCode, contractId, yearStart, itemCode, used: (counts.get(key)?.used ?? 0) + 1 });
  }
  return [...counts.values()];
}
