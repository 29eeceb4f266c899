import type { Store } from '@/db';
import { type Chance, chanceOf } from '@/db/seed/chance';
import { demoInstitutions } from '@/db/seed/places';
import { addDays, type Day, instantOf, weekday } from '@/server/domain/kernel/calendar-day';
import type { PostingEntry } from '@/server/domain/posting/posting';
import { recordPosting } from '@/server/services/posting/record-posting';
import { withdrawPosting } from '@/server/services/posting/withdraw-posting';
import { done } from '../done';
import { asAccount } from './demo-actors';

interface Story {
  readonly store: Store;
  readonly seed: number;
  readonly today: Day;
}

const offices = [
  { userName: 'hospital', hospital: 'H21010000001', allianceId: 'beihu' },
  { userName: 'county', hospital: 'H21010000003', allianceId: 'qinghe' },
] as const;

const experts = [
  ['顾文博', '主任医师', '心血管内科'],
  ['苏婉清', '副主任医师', '内分泌科'],
  ['蒋一鸣', '副主任医师', '神经内科'],
  ['方建平', '主任医师', '呼吸内科'],
  ['任志刚', '副主任医师', '骨科'],
] as const;

/** What is done on an outing, how often, and how many patients it helps at least and at most. */
const outings = [
  ['clinic', 46, 12, 28],
  ['ward_round', 22, 6, 14],
  ['guidance', 16, 0, 9],
  ['surgery', 8, 1, 3],
  ['teaching', 6, 0, 0],
  ['management', 2, 0, 0],
] as const;

const reach = 130;

/** Four months of outings of both lead hospitals, a trainee of each alliance, a new technique, and a row that was wrong. */
export async function playDemoPostings({ store, seed, today }: Story): Promise<string> {
  let written = 0;
  const write = async (userName: string, entry: PostingEntry) => {
    written += 1;
    return done(recordPosting(asAccount(store, userName, instantOf(`${entry.toDay < today ? entry.toDay : today} 07:30:00`)), { ...entry, requestKey: `demo-posting-${written}` }));
  };
  for (const { userName, hospital, allianceId } of offices) {
    const townships = demoInstitutions.filter((place) => place.allianceId === allianceId && place.level === 'township').map(({ code }) => code);
    for (let back = reach; back > 0; back -= 1) {
      const day = addDays(today, -back);
      const chance = chanceOf(seed, `posting ${userName} ${back}`);
      if (weekday(day) > 5 || chance.whole(1, 10) > 4) continue;
      await write(userName, outingOn(day, chance, hospital, chance.pick(townships)));
    }
    const [first = hospital] = townships;
    const plain = { times: 1, people: 0, note: null } as const;
    await write(userName, { ...plain, kind: 'trainee', fromInstitutionCode: first, toInstitutionCode: hospital, personName: '宋佳', title: '主治医师', subject: '内分泌科进修三个月', fromDay: addDays(today, -40), toDay: addDays(today, 50) });
    const begun = addDays(today, -20);
    await write(userName, { ...plain, kind: 'new_technique', fromInstitutionCode: hospital, toInstitutionCode: first, personName: '顾文博', title: '主任医师', subject: '24 小时动态血压监测', fromDay: begun, toDay: begun, people: 15 });
  }
  const [office] = offices;
  const wrong = addDays(today, -3);
  const { id } = await write(office.userName, { kind: 'clinic', fromInstitutionCode: office.hospital, toInstitutionCode: 'H21010000014', personName: '潘雨晴', title: '副主任医师', subject: '心血管内科', fromDay: wrong, toDay: wrong, times: 2, people: 210, note: null });
  await done(withdrawPosting(asAccount(store, office.userName, instantOf(`${today} 07:40:00`)), { id, version: 1, reason: '受益人次多写了一个零，另行登记' }));
  return `${written} postings`;
}

function outingOn(day: Day, chance: Chance, fromInstitutionCode: string, toInstitutionCode: string): PostingEntry {
  const [personName, title, department] = chance.pick(experts);
  const [kind, , least, most] = chance.weighted(outings, outings.map(([, weight]) => weight));
  const times = kind === 'clinic' ? chance.whole(1, 2) : 1;
  return { kind, fromInstitutionCode, toInstitutionCode, personName, title, subject: kind === 'management' ? '质量管理' : department, fromDay: day, toDay: day, times, people: times * chance.whole(least, most), note: null };
}
