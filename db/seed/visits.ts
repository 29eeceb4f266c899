import { addDays, daysBetween, type Day } from '@/server/domain/kernel/calendar-day';
import type { MedType } from '@/server/domain/registry/codes';
import { type Chance, chanceOf } from './chance';
import type { DemoPerson } from './people';
import { type DemoInstitution, demoInstitutions } from './places';

export interface DemoVisit {
  readonly institutionCode: string;
  readonly settlementId: string;
  readonly person: DemoPerson;
  readonly medType: MedType;
  readonly settledAt: string;
  readonly diagnosisCode: string;
  readonly diagnosisName: string;
  readonly totalFen: number;
  readonly fullSelfPayFen: number;
  readonly overLimitSelfPayFen: number;
  readonly advanceSelfPayFen: number;
  readonly inScopeFen: number;
  readonly specialFee: boolean;
}

const ordinary = [
  ['J06.900', '急性上呼吸道感染'],
  ['J20.900', '急性支气管炎'],
  ['K29.700', '胃炎'],
  ['M54.500', '下背痛'],
  ['K04.000', '牙髓炎'],
  ['L30.900', '皮炎'],
] as const;
const chronic = { hypertension: ['I10.x00', '特发性（原发性）高血压'], diabetes: ['E11.900', '2型糖尿病'] } as const;
const inpatient = [
  ['I63.900', '脑梗死'],
  ['I25.103', '冠状动脉粥样硬化性心脏病'],
  ['J18.900', '肺炎'],
  ['M51.202', '腰椎间盘突出'],
] as const;

const medianYuan: Readonly<Record<DemoInstitution['level'], number>> = { village: 46, township: 118, level1: 160, level2: 310, level3: 520, pharmacy: 140, out_of_region: 760 };

/** A person's visits between two days, oldest first; `perYear` is the district's mean number of visits a head. */
export function visitsOf(seed: number, person: DemoPerson, from: Day, to: Day, perYear: number): DemoVisit[] {
  const chance = chanceOf(seed, `visits of ${person.serial} from ${from}`);
  const first = person.birthDay > from ? person.birthDay : from;
  const last = person.deathDay !== null && person.deathDay < to ? person.deathDay : to;
  if (first >= last) return [];
  const days = daysBetween(first, last);
  const ill = person.keyGroups.includes('hypertension') || person.keyGroups.includes('diabetes');
  const mean = perYear * (days / 365) * (ill ? 1.9 : person.keyGroups.length > 0 ? 1.2 : 0.62);
  const times = Math.max(0, Math.round(chance.spread(mean * 0.87, 0.45)));
  const offsets = Array.from({ length: times }, () => chance.whole(0, days)).sort((a, b) => a - b);
  return offsets.map((offset, at) => visitOf(chance, person, addDays(first, offset), `${String(person.serial).padStart(7, '0')}${from.slice(2, 4)}${String(at).padStart(4, '0')}`));
}

function visitOf(chance: Chance, person: DemoPerson, day: Day, settlementId: string): DemoVisit {
  const institution = placeOf(chance, person);
  const medType = medTypeOf(chance, person, institution);
  const [diagnosisCode, diagnosisName] = diagnosisOf(chance, person, medType);
  const stay = medType === '21';
  const totalFen = Math.max(300, Math.round(100 * chance.spread(medianYuan[institution.level] * (stay ? 21 : medType === '14' ? 1.6 : 1), stay ? 0.5 : 0.55)));
  const fullSelfPayFen = chance.happens(0.3) ? Math.floor(totalFen * chance.next() * 0.12) : 0;
  const overLimitSelfPayFen = chance.happens(0.06) ? Math.floor(totalFen * chance.next() * 0.05) : 0;
  const advanceSelfPayFen = chance.happens(0.4) ? Math.floor(totalFen * chance.next() * 0.1) : 0;
  return {
    institutionCode: institution.code,
    settlementId,
    person,
    medType,
    settledAt: `${day} ${String(chance.whole(7, 17)).padStart(2, '0')}:${String(chance.whole(0, 59)).padStart(2, '0')}:${String(chance.whole(0, 59)).padStart(2, '0')}`,
    diagnosisCode,
    diagnosisName,
    totalFen,
    fullSelfPayFen,
    overLimitSelfPayFen,
    advanceSelfPayFen,
    inScopeFen: totalFen - fullSelfPayFen - overLimitSelfPayFen - advanceSelfPayFen,
    specialFee: institution.level === 'pharmacy' || (institution.level === 'level3' && chance.happens(0.03)),
  };
}

/** Mostly the nearest primary place; the farther the lead hospital, the rarer it is visited. */
function placeOf(chance: Chance, person: DemoPerson): DemoInstitution {
  const { home } = person;
  const weights = demoInstitutions.map((place) => {
    if (place.code === home.code) return 46;
    if (place.parentCode === home.code) return 16;
    if (place.level === 'pharmacy') return 3;
    if (place.level === 'out_of_region') return 2;
    if (place.level === 'village' || place.level === 'township') return 0.2;
    const near = place.allianceId === home.allianceId ? 1 : 0.18;
    return near * (place.allianceRole === 'lead' ? 22 : 9) * (12 / (12 + home.distanceKm));
  });
  return chance.weighted(demoInstitutions, weights);
}

function medTypeOf(chance: Chance, person: DemoPerson, place: DemoInstitution): MedType {
  if (place.level === 'pharmacy') return '41';
  if (place.level === 'village') return '11';
  const ill = person.keyGroups.includes('hypertension') || person.keyGroups.includes('diabetes');
  return chance.weighted(['11', '13', '14', '21'] as const, [80, 5, ill ? 16 : 1, place.level === 'township' ? 0.5 : 3]);
}

function diagnosisOf(chance: Chance, person: DemoPerson, medType: MedType): readonly [string, string] {
  if (medType === '21') return chance.pick(inpatient);
  const known = (['hypertension', 'diabetes'] as const).filter((group) => person.keyGroups.includes(group));
  return known.length > 0 && (medType === '14' || chance.happens(0.6)) ? chronic[chance.pick(known)] : chance.pick(ordinary);
}
