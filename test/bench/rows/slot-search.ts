import Database from 'better-sqlite3';
import { clinicSession, institution, slot } from '@/db/schema';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { searchFreeSlots } from '@/server/services/quota/search-free-slots';
import type { Store } from '@/db';
import { type District, mintDistrict } from '../../factories/district';
import { freshStore } from '../../factories/store';
import { type BenchRow, type Latencies, learnTables, timeRounds } from '../bench';

const perSession = 4;
const hospitals = 24;
const departments = 12;

/** 号源检索: free reserved places of fifteen days, beside one hand-written statement that answers the same question of the same file. */
export const slotSearch: BenchRow = {
  id: 'slot-search',
  title: 'Search for free reserved places',
  engines: ['sqlite', 'postgres'],
  run: async ({ scale, seconds, engine }) => {
    const slots = scale * 10_000;
    const { store, url, drop } = await freshStore();
    try {
      const district = await mintDistrict(store);
      await fill(store, district, slots);
      await learnTables(store, engine);
      const doctor = district.contextFor('doctor');
      const rounds = seconds * 200;
      const found = await searchFreeSlots(doctor, question(0));
      if (!found.ok || found.value.length === 0) throw new Error('the search finds nothing');
      const search = await timeRounds(rounds, (round) => searchFreeSlots(doctor, question(round)));
      const floor = engine === 'sqlite' ? await timeFloor(url, district, rounds) : null;
      return [
        {
          ...{ what: 'Slot search, p99', at: `${slots.toLocaleString('en')} slots`, value: search.p99, unit: 'ms', goal: { value: 5 } },
          floor: floor && { what: 'one hand-written statement', value: floor.p99 },
          details: { p50: search.p50, p95: search.p95, ...(floor && { 'floor p50': floor.p50 }) },
        },
      ];
    } finally {
      await drop();
    }
  },
};

function question(round: number) {
  const fromDay = addDays('2025-03-10', round % 3);
  return { departmentCode: `d${round % departments}`, institutionCode: null, fromDay, toDay: addDays(fromDay, 14), priority: 'urgent' as const };
}

async function timeFloor(url: string, { regionCode, allianceId }: District, rounds: number): Promise<Latencies> {
  const raw = new Database(url, { readonly: true });
  const floor = raw.prepare(
    `select s.id, s.day, s.starts_at,
            (select count(*) from slot t where t.region_code = s.region_code and t.session_id = s.id and t.status = 'free') as free
       from clinic_session s
      where s.region_code = ? and s.kind = 'clinic' and s.department_code = ? and s.day >= ? and s.day <= ? and s.status = 'published'
        and s.institution_code in (select code from institution where region_code = ? and alliance_id = ?)
      order by s.day, s.starts_at limit 300`,
  );
  const times = await timeRounds(rounds, (round) => {
    const { departmentCode, fromDay, toDay } = question(round);
    return floor.all(regionCode, departmentCode, fromDay, toDay, regionCode, allianceId);
  });
  raw.close();
  return times;
}

/** Every hospital of six alliances has a clinic of each department at each of several hours a day; half of the places are taken. */
async function fill(store: Store, district: District, slots: number): Promise<void> {
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
