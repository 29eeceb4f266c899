import { type Day, addDays, addMonths, addYears, firstDayOf, lastDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import { newestClosedMonth } from './closed-months';
import { contractsOf } from './contracts';
import { type DemoPerson, personAt } from './people';
import { type DemoInstitution, demoInstitutions } from './places';
import type { DemoVisit } from './visits';

/** A record that gives reason to look twice. */
export interface OddVisit extends DemoVisit {
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly prescriptionDays: number | null;
  /** The hospital settled it as if the patient had been signed. */
  readonly claimedAsSigned: boolean;
}

export interface OddPart {
  readonly seed: number;
  readonly residents: number;
  readonly today: Day;
}

/**
 * One example of each kind of warning that records can give, in a closed month: a visit after a death, an outpatient visit during
 * a stay, two places within the hour, a visit in three parts, a benefit without a contract, a prescription for too long, and a
 * stay that ruins. A small district may lack the person for one of them.
 */
export function oddVisits(part: OddPart): OddVisit[] {
  const month = newestClosedMonth(part.today);
  const day = (number: number) => `${month}-${String(number).padStart(2, '0')}`;
  const alive = livingPeople(part);
  const [patient, hurried, parted, ill, ruined] = alive;
  const unsigned = alive.slice(5).find((person) => person.insutype === '310' && contractsOf(part.seed, person, part.today).length === 0);
  const dead = firstDead(part, lastDayOf(month));
  const lead = placeAt('level3');
  const other = (person: DemoPerson) => demoInstitutions.find((place) => place.level === 'township' && place.code !== person.home.code) ?? person.home;
  const odd: (OddVisit | null)[] = [
    dead && visit('D1', dead, dead.home, `${addDays(dead.deathDay ?? part.today, 3)} 10:12:00`, 8640),
    patient ? stay('H1', patient, lead, `${day(5)} 09:10:00`, `${day(14)} 10:30:00`, 1_265_000, 98_000) : null,
    patient ? visit('H2', patient, patient.home, `${day(8)} 14:20:00`, 12_350) : null,
    hurried ? visit('T1', hurried, hurried.home, `${day(10)} 09:12:00`, 9870) : null,
    hurried ? visit('T2', hurried, other(hurried), `${day(10)} 09:40:00`, 10_320) : null,
    ...(parted ? ['08:40:00', '09:25:00', '10:10:00'].map((time, at) => visit(`S${at + 1}`, parted, parted.home, `${day(16)} ${time}`, 9860 - at * 110)) : []),
    unsigned ? { ...visit('U1', unsigned, unsigned.home, `${day(12)} 15:05:00`, 68_000), claimedAsSigned: true } : null,
    ill ? { ...visit('P1', ill, ill.home, `${day(18)} 08:50:00`, 32_400), prescriptionDays: 120 } : null,
    ruined ? stay('B1', ruined, lead, `${day(3)} 11:00:00`, `${day(21)} 09:30:00`, 6_850_000, 1_540_000) : null,
  ];
  return odd.filter((each) => each !== null);
}

/** Two records of the same month that reach the bureau after it was closed. */
export function lateVisits(part: OddPart): OddVisit[] {
  const month = newestClosedMonth(part.today);
  return livingPeople(part)
    .slice(40, 42)
    .map((person, at) => visit(`L${at + 1}`, person, person.home, `${month}-2${at + 3} 10:00:00`, 15_600 + at * 2400));
}

/** Grown people far enough down the list that no other story is about them. */
function livingPeople({ seed, residents, today }: OddPart): DemoPerson[] {
  const people: DemoPerson[] = [];
  for (let serial = 100; serial < residents && people.length < 60; serial += 1) {
    const person = personAt(seed, serial, today);
    if (person.deathDay === null && person.birthDay < addYears(today, -30)) people.push(person);
  }
  return people;
}

/** Somebody who died soon enough before the end of the month, and in the two years that the demo tells. */
function firstDead({ seed, residents, today }: OddPart, last: Day): DemoPerson | null {
  const first = firstDayOf(addMonths(monthOf(last), -9));
  for (let serial = 0; serial < residents; serial += 1) {
    const person = personAt(seed, serial, today);
    if (person.deathDay !== null && person.deathDay > first && addDays(person.deathDay, 3) <= last) return person;
  }
  return null;
}

function placeAt(level: DemoInstitution['level']): DemoInstitution {
  const place = demoInstitutions.find((one) => one.level === level);
  if (!place) throw new Error(`the demo has no ${level}`);
  return place;
}

function visit(name: string, person: DemoPerson, place: DemoInstitution, settledAt: string, totalFen: number): OddVisit {
  return {
    ...{ institutionCode: place.code, settlementId: `ODD-${name}`, person, medType: '11', settledAt },
    ...{ diagnosisCode: 'J06.900', diagnosisName: '急性上呼吸道感染', totalFen, fullSelfPayFen: 0, overLimitSelfPayFen: 0, advanceSelfPayFen: 0 },
    ...{ inScopeFen: totalFen, specialFee: false, startedAt: null, endedAt: null, prescriptionDays: null, claimedAsSigned: false },
  };
}

function stay(name: string, person: DemoPerson, place: DemoInstitution, startedAt: string, endedAt: string, totalFen: number, fullSelfPayFen: number): OddVisit {
  const kind = { medType: '21', diagnosisCode: 'J18.900', diagnosisName: '肺炎' } as const;
  return { ...visit(name, person, place, endedAt, totalFen), ...kind, fullSelfPayFen, inScopeFen: totalFen - fullSelfPayFen, startedAt, endedAt };
}
