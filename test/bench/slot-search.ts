import Database from 'better-sqlite3';
import { clinicSession, institution, slot } from '@/db/schema';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { searchFreeSlots } from '@/server/services/quota/search-free-slots';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';

/**
 * How long the search for free reserved places takes among a million slots: `node --import tsx test/bench/slot-search.ts [slots]`. The floor
 * is one hand-written statement that answers the same question, on a plain connection to the same file in the same run.
 */
const slots = Number(process.argv[2] ?? 1_000_000);
const perSession = 4;
const hospitals = 24;
const departments = 12;
const rounds = 2000;

const { store, url, drop } = await freshStore();
try {
  const district = await mintDistrict(store);
  const days = await fill(district);
  console.log(`${slots} slots of ${slots / perSession} sessions, ${hospitals} hospitals, ${departments} departments, ${days} days`);
  const doctor = district.contextFor('doctor');
  const question = (round: number) => {
    const fromDay = addDays('2025-03-10', round % 3);
    return { departmentCode: `d${round % departments}`, institutionCode: null, fromDay, toDay: addDays(fromDay, 14), priority: 'urgent' as const };
  };
  const found = await searchFreeSlots(doctor, question(0));
  console.log(`a search of 15 days finds ${found.ok ? found.value.length : 0} sessions`);
  console.log('search', await timed((round) => searchFreeSlots(doctor, question(round))));
  const raw = new Database(url, { readonly: true });
  const floor = raw.prepare(
    `select s.id, s.day, s.starts_at,
            (select count(*) from slot t where t.region_code = s.region_code and t.session_id = s.id and t.status = 'free') as free
       from clinic_session s
      where s.region_code = ? and s.kind = 'clinic' and s.department_code = ? and s.day >= ? and s.day <= ? and s.status = 'published'
        and s.institution_code in (select code from institution where region_code = ? and alliance_id = ?)
      order by s.day, s.starts_at limit 300`,
  );
  console.log('floor ', await timed((round) => {
    const { departmentCode, fromDay, toDay } = question(round);
    return Promise.resolve(floor.all(district.regionCode, departmentCode, fromDay, toDay, district.regionCode, district.allianceId));
  }));
  raw.close();
} finally {
  await drop();
}

/** Every hospital of six alliances has a clinic of each department at each of several hours a day; half of the places are taken. */
async function fill(district: District): Promise<number> {
  const { regionCode, allianceId, township } = district;
  const codes = Array.from({ length: hospitals }, (_, at) => `B${String(at).padStart(11, '0')}`);
  await store.transaction((tx) =>
    tx.append(institution, codes.map((code, at) => ({ regionCode, code, name: `医院${at}`, level: 'level3', allianceId: at % 6 === 0 ? allianceId : `${regionCode}-X${at % 6}`, allianceRole: 'member', parentCode: null, closedOn: null }))),
  );
  const perDay = hospitals * departments * 2;
  const days = Math.ceil(slots / perSession / perDay);
  for (let day = 0; day < days; day += 1) {
    // Two thirds of them are over, as after a year.
    const on = addDays('2025-03-10', day - Math.floor((days * 2) / 3));
    const sessions = codes.flatMap((institutionCode, at) => Array.from({ length: departments * 2 }, (_, each) => sessionOf(regionCode, institutionCode, on, at, each)));
    await store.transaction(async (tx) => {
      await tx.append(clinicSession, sessions);
      await tx.append(slot, sessions.flatMap((session) => Array.from({ length: perSession }, (_, number) => slotOf(session, number + 1, township.code))));
    });
  }
  return days;
}

function sessionOf(regionCode: string, institutionCode: string, day: string, at: number, each: number) {
  const startsAt = instantOf(`${day} ${each % 2 === 0 ? '08' : '13'}:00:00`);
  const departmentCode = `d${each >> 1}`;
  return {
    ...{ regionCode, id: `${institutionCode}-${day}-${each}`, institutionCode, departmentCode, departmentName: departmentCode, resourceName: `专家${at}-${each}` },
    ...{ day, startsAt, endsAt: startsAt + 3 * 3_600_000, capacity: 12, reserved: perSession, urgentOnly: false, opensOn: addDays(day, -30), releaseAt: startsAt - 24 * 3_600_000 },
    ...{ status: 'published' as const, kind: 'clinic' as const, resourceId: null, scheduleId: null, borrowAt: startsAt - 168 * 3_600_000, version: 1 },
  };
}

function slotOf(session: ReturnType<typeof sessionOf>, number: number, houseCode: string) {
  const isTaken = number % 2 === 0;
  const { regionCode, id: sessionId, institutionCode, departmentCode, startsAt } = session;
  return {
    ...{ regionCode, id: `${sessionId}-${number}`, sessionId, number, institutionCode, departmentCode, startsAt, kind: 'clinic' as const, part: 'visit' },
    ...{ status: isTaken ? ('booked' as const) : ('free' as const), referralId: isTaken ? `r-${sessionId}-${number}` : null, expiresAt: null, dealtTo: number === 1 ? houseCode : null },
  };
}

async function timed(work: (round: number) => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work(round);
    times.push(performance.now() - startedAt);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`;
}
