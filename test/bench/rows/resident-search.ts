import Database from 'better-sqlite3';
import { insertResidents } from '@/db/queries/import';
import { type ResidentRow, residentRow } from '@/db/queries/resident';
import { appendSearchKeys } from '@/db/queries/search-key';
import { resident } from '@/db/schema';
import type { Store } from '@/db';
import { addDays } from '@/server/domain/kernel/calendar-day';
import { type SearchKey, rangeOf, searchKeyVersion } from '@/server/domain/registry/search-keys';
import { uuidv7 } from '@/server/services/context';
import { searchKeysOf } from '@/server/services/resident/search-keys';
import { searchResidents } from '@/server/services/resident/search-residents';
import { type District, citizenId, districtNow, mintDistrict } from '../../factories/district';
import { freshStore } from '../../factories/store';
import { type BenchRow, type Measured, learnTables, timeRounds } from '../bench';

const inOneTransaction = 5000;
/** Of so many residents one lives where the doctor works. */
const townships = 50;
const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '胡', '朱', '高', '林', '何', '郭', '马', '罗'];
const given = ['建国', '秀兰', '志强', '桂英', '德福', '玉梅', '长海', '淑珍', '国栋', '凤琴', '永贵', '素华', '浩然', '雨桐', '子轩', '欣怡', '宇航', '梓涵', '俊杰', '诗涵'];
const third = ['', '东', '明', '华', '平', '军', '红', '宁'];

/** What people type into the one box. */
const typed: readonly { readonly what: string; readonly text: (at: number) => string }[] = [
  { what: 'pinyin initials', text: (at) => ['wjg', 'lxl', 'zzq', 'cgy', 'ldf'][at % 5] ?? '' },
  { what: 'the beginning of a name', text: (at) => `${surnames[at % surnames.length]}${given[at % given.length]}` },
  { what: 'four characters that end a number', text: (at) => `${String(1000 + ((at * 37) % 9000))}` },
];

/** 找人: who has what was typed, among all residents of a region for the bureau, and within reach for a township's doctor. */
export const residentSearch: BenchRow = {
  id: 'resident-search',
  title: 'Search for residents by initials, name and the end of a number',
  engines: ['sqlite', 'postgres'],
  run: async ({ scale, seconds, engine }) => {
    // Ten million at full size; the smaller scales keep to what is filled in seconds.
    const count = scale * (scale > 10 ? 100_000 : 20_000);
    const { store, url, drop } = await freshStore();
    try {
      const district = await mintDistrict(store);
      await fill(store, district, count);
      await learnTables(store, engine);
      const measured: Measured[] = [];
      for (const role of ['bureau_clerk', 'doctor'] as const) {
        for (const { what, text } of typed) measured.push(await measure(district, role, what, text, { at: `${count.toLocaleString('en')} residents`, rounds: seconds * 40, file: engine === 'sqlite' ? url : null }));
      }
      return measured;
    } finally {
      await drop();
    }
  },
};

async function measure(district: District, role: 'bureau_clerk' | 'doctor', what: string, text: (at: number) => string, { at, rounds, file }: { at: string; rounds: number; file: string | null }): Promise<Measured> {
  const context = district.contextFor(role);
  const found = await Promise.all([0, 1, 2, 3].map((round) => searchResidents(context, { text: text(round) })));
  if (role === 'bureau_clerk' && found.every(({ rows }) => rows.length === 0)) throw new Error(`the search by ${what} finds nobody`);
  const taken = await timeRounds(rounds, (round) => searchResidents(context, { text: text(round) }), 20);
  const floor = file === null || what !== 'pinyin initials' ? null : await timeFloor(file, district, text, rounds);
  return {
    ...{ what: `Resident search by ${what}, ${role === 'doctor' ? "a township's doctor" : 'the bureau'}, p99`, at, value: taken.p99, unit: 'ms', goal: { value: 20 } },
    floor: floor && { what: 'one hand-written statement over the whole region', value: floor.p99 },
    details: { p50: taken.p50, p95: taken.p95, ...(floor && { 'floor p50': floor.p50 }) },
  };
}

async function timeFloor(file: string, { regionCode }: District, text: (at: number) => string, rounds: number) {
  const raw = new Database(file, { readonly: true });
  const floor = raw.prepare(
    'select p.* from resident_search_key k join resident p on p.region_code = k.region_code and p.id = k.resident_id where k.region_code = ? and k.kind = ? and k.key >= ? and k.key <= ? order by k.key, k.resident_id limit 21',
  );
  const times = await timeRounds(rounds, (round) => {
    const { from, to } = rangeOf(text(round));
    return floor.all(regionCode, 'initials', from, to);
  });
  raw.close();
  return times;
}

async function fill(store: Store, district: District, count: number): Promise<void> {
  const keysOfName = new Map<string, readonly SearchKey[]>();
  for (let from = 0; from < count; from += inOneTransaction) {
    const rows = Array.from({ length: Math.min(inOneTransaction, count - from) }, (_, at) => residentAt(district, from + at));
    const keys = new Map<string, readonly SearchKey[]>(rows.map((row) => [row.id, keysOf(row, keysOfName)]));
    await store.transaction(async (tx) => {
      if (from === 0) await insertResidents(tx, rows);
      else await tx.append(resident, rows);
      await appendSearchKeys(tx, district.regionCode, keys);
    });
  }
}

/** Reading a name aloud takes longest, and many are called alike. */
function keysOf(row: ResidentRow, known: Map<string, readonly SearchKey[]>): readonly SearchKey[] {
  const ofName = known.get(row.name) ?? searchKeysOf({ ...row, phoneSealed: null }).filter(({ kind }) => kind !== 'tail');
  known.set(row.name, ofName);
  return [...ofName, { kind: 'tail', key: row.tailIndex }];
}

function residentAt({ regionCode, township, foreignTownship }: District, at: number): ResidentRow {
  const birthDay = addDays('1940-01-01', (at * 37) % 27_000);
  const certNo = citizenId({ area: String(110_100 + (Math.floor(at / 999) % 89_000)), birthDay, serial: at % 999 });
  const name = `${surnames[at % surnames.length]}${given[Math.floor(at / 7) % given.length]}${third[Math.floor(at / 11) % third.length]}`;
  const plain = { id: uuidv7(), regionCode, name, sex: at % 2 === 0 ? ('female' as const) : ('male' as const), birthDay, deathDay: null, coverage: { insutype: '390' as const, retired: false }, keyGroups: [] };
  const home = at % townships === 0 ? township.code : foreignTownship.code;
  const secrets = { certType: '01', identity: { kind: 'citizen' as const, normalized: certNo }, phone: null };
  return { ...residentRow({ ...plain, homeInstitutionCode: home }, secrets, { address: null, movedOutOn: null, registeredAt: districtNow }), searchVersion: searchKeyVersion };
}
