import Database from 'better-sqlite3';
import { appendDiagnoses, finishDiagnosisList, insertDiagnosisList } from '@/db/queries/diagnosis';
import type { Store } from '@/db';
import { keysOfDiagnosis } from '@/server/domain/referral/diagnoses';
import { rangeOf } from '@/server/domain/registry/search-keys';
import { searchDiagnoses } from '@/server/services/diagnosis/search-diagnoses';
import { type District, districtNow, mintDistrict } from '../../factories/district';
import { freshStore } from '../../factories/store';
import { type BenchRow, learnTables, timeRounds } from '../bench';

const version = 'bench-1';
/** As many as the ICD-10 of the insurance has. */
const diagnoses = 33_000;
const inOneTransaction = 3000;
const places = ['胃', '肺', '肝', '肾', '心', '脑', '胆囊', '膀胱', '甲状腺', '前列腺', '结肠', '直肠', '食管', '皮肤', '骨', '关节'];
const natures = ['急性', '慢性', '特发性', '继发性', '先天性', '复发性', '创伤性', '感染性'];
const kinds = ['炎', '恶性肿瘤', '良性肿瘤', '结石', '梗死', '出血', '溃疡', '囊肿', '功能不全', '脓肿', '狭窄', '损伤'];
const letters: Readonly<Record<string, string>> = { 急: 'j', 慢: 'm', 性: 'x', 胃: 'w', 肺: 'f', 炎: 'y', 恶: 'e', 良: 'l', 肿: 'z', 瘤: 'l' };
const typed = ['wy', 'fexzl', '胃炎', '恶性肿瘤', 'a0', 'b12', '慢性', 'mx'];

/** 诊断检索: what a typed code, part of a name or its initials may mean, among a whole ICD-10. */
export const diagnosisSearch: BenchRow = {
  id: 'diagnosis-search',
  title: 'Search for a diagnosis as it is typed',
  engines: ['sqlite', 'postgres'],
  run: async ({ scale, seconds, engine }) => {
    const count = scale < 10 ? diagnoses / 10 : diagnoses;
    const { store, url, drop } = await freshStore();
    try {
      const district = await mintDistrict(store);
      await fill(store, district, count);
      await learnTables(store, engine);
      const doctor = district.contextFor('doctor');
      const textOf = (round: number) => typed[round % typed.length] ?? '';
      for (const text of typed) if ((await searchDiagnoses(doctor, { text })).length === 0) throw new Error(`${text} finds nothing`);
      const search = await timeRounds(seconds * 100, (round) => searchDiagnoses(doctor, { text: textOf(round) }), typed.length);
      const floor = engine === 'sqlite' ? await timeFloor(url, district, seconds * 100) : null;
      return [
        {
          ...{ what: 'Diagnosis search, p99', at: `${count.toLocaleString('en')} diagnoses`, value: search.p99, unit: 'ms', goal: { value: 20 } },
          floor: floor && { what: 'one hand-written statement, unordered', value: floor.p99 },
          details: { p50: search.p50, p95: search.p95, ...(floor && { 'floor p50': floor.p50 }) },
        },
      ];
    } finally {
      await drop();
    }
  },
};

async function timeFloor(file: string, { regionCode }: District, rounds: number) {
  const raw = new Database(file, { readonly: true });
  const floor = raw.prepare('select distinct k.code, d.name from diagnosis_key k join diagnosis d on d.region_code = k.region_code and d.version = k.version and d.code = k.code where k.region_code = ? and k.version = ? and k.kind = ? and k.key >= ? and k.key <= ? limit 20');
  const times = await timeRounds(rounds, () => {
    const { from, to } = rangeOf('wy');
    return floor.all(regionCode, version, 'initials', from, to);
  });
  raw.close();
  return times;
}

async function fill(store: Store, { regionCode }: District, count: number): Promise<void> {
  await store.transaction((tx) => insertDiagnosisList(tx, { regionCode, version, inForceFrom: '2025-01-01', status: 'loading', entries: 0, createdAt: districtNow, createdByName: '信息科' }));
  for (let from = 0; from < count; from += inOneTransaction) {
    const some = Array.from({ length: Math.min(inOneTransaction, count - from) }, (_, at) => entryAt(from + at));
    await store.transaction((tx) => appendDiagnoses(tx, regionCode, version, some));
  }
  await store.transaction((tx) => finishDiagnosisList(tx, regionCode, version));
}

function entryAt(at: number) {
  const code = `${String.fromCharCode(65 + (at % 26))}${String(Math.floor(at / 26) % 100).padStart(2, '0')}.${String(Math.floor(at / 2600)).padStart(3, '0')}`;
  const name = `${natures[at % natures.length]}${places[Math.floor(at / 3) % places.length]}${kinds[Math.floor(at / 5) % kinds.length]}伴第${Math.floor(at / 1536)}型并发症`;
  return { code, name, keys: keysOfDiagnosis(code, name, [[...name].map((each) => letters[each] ?? 'q').join('')]) };
}
