import { addDays, daysBetween, type Day } from '@/server/domain/kernel/calendar-day';
import { chanceOf } from './chance';
import type { DemoPerson } from './people';
import { demoInstitutions } from './places';
import type { DemoVisit } from './visits';

const diagnoses = [
  ['K85.900', '急性胰腺炎'],
  ['C34.900', '肺恶性肿瘤'],
  ['I61.900', '脑出血'],
  ['N18.900', '慢性肾衰竭'],
  ['C16.900', '胃恶性肿瘤'],
] as const;

const [city, ...hospitals] = demoInstitutions.filter(({ level }) => level === 'level3' || level === 'level2' || level === 'out_of_region');

/** The rare stays that cost a family's savings: one or two in a hundred of the poor, fewer of the others. */
export function costlyStaysOf(seed: number, person: DemoPerson, from: Day, to: Day): DemoVisit[] {
  const chance = chanceOf(seed, `costly stays of ${person.serial} from ${from}`);
  const likely = person.keyGroups.includes('low_income') ? 0.02 : person.keyGroups.length > 0 ? 0.006 : 0.0025;
  if (!chance.happens(likely) || city === undefined) return [];
  const first = person.birthDay > from ? person.birthDay : from;
  const last = person.deathDay !== null && person.deathDay < to ? person.deathDay : to;
  if (first >= last) return [];
  const times = chance.happens(0.25) ? 2 : 1;
  const offsets = Array.from({ length: times }, () => chance.whole(0, daysBetween(first, last))).sort((a, b) => a - b);
  return offsets.map((offset, at): DemoVisit => {
    const place = chance.happens(0.75) ? city : chance.pick(hospitals);
    const [diagnosisCode, diagnosisName] = chance.pick(diagnoses);
    const totalFen = 100 * Math.round(Math.min(600_000, chance.spread(130_000, 0.55)));
    const fullSelfPayFen = Math.floor(totalFen * chance.next() * 0.06);
    const advanceSelfPayFen = Math.floor(totalFen * chance.next() * 0.04);
    return {
      ...{ institutionCode: place.code, settlementId: `${String(person.serial).padStart(7, '0')}${from.slice(2, 4)}9${String(at).padStart(3, '0')}`, person, medType: '21' },
      ...{ settledAt: `${addDays(first, offset)} 1${chance.whole(0, 6)}:${String(chance.whole(10, 59))}:00`, diagnosisCode, diagnosisName },
      ...{ totalFen, fullSelfPayFen, overLimitSelfPayFen: 0, advanceSelfPayFen, inScopeFen: totalFen - fullSelfPayFen - advanceSelfPayFen, specialFee: false },
    };
  });
}
