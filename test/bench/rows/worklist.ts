import Database from 'better-sqlite3';
import { tabsOf, type WorklistSide, worklistOf, type WorklistTab } from '@/server/domain/referral/worklists';
import type { ServiceContext } from '@/server/services/context';
import { type ListReferralsInput, type ReferralPage, listReferrals } from '@/server/services/referral/list-referrals';
import { type District, mintDistrict } from '../../factories/district';
import { freshStore } from '../../factories/store';
import { type BenchRow, type Measured, learnTables, timeRounds } from '../bench';
import { fillReferredYear } from '../referred-year';

/** Whose worklist is opened, and by which condition a hand-written statement finds the same. */
interface Worker {
  readonly name: string;
  readonly context: ServiceContext;
  readonly side: WorklistSide;
  readonly who: ListReferralsInput['who'];
  readonly where: string;
  readonly values: readonly string[];
}

/** 工作清单: a page of each tab with the counts of all, over a year's referrals, for everybody who has one. */
export const worklist: BenchRow = {
  id: 'worklist',
  title: 'A page of the worklist and the counts of its tabs',
  engines: ['sqlite', 'postgres'],
  run: async ({ scale, seconds, engine }) => {
    const count = scale * 10_000;
    const { store, url, drop } = await freshStore();
    try {
      const district = await mintDistrict(store);
      await fillReferredYear(store, district, count);
      await learnTables(store, engine);
      const measured: Measured[] = [];
      for (const worker of workersOf(district)) measured.push(await measure(worker, `${count.toLocaleString('en')} referrals`, seconds * 60, engine === 'sqlite' ? url : null, district));
      return measured;
    } finally {
      await drop();
    }
  },
};

function workersOf(district: District): Worker[] {
  const { lead, township, clinic, team } = district;
  const received = { where: 'r.to_institution_code = ? and r.sent_at is not null', values: [lead.code] };
  const sent = { where: 'r.from_institution_code in (?, ?) and (r.from_team_id = ? or r.from_practitioner_id = ?)', values: [township.code, clinic.code, team.id, team.leaderId] };
  return [
    { name: "a hospital's office", context: district.contextFor('referral_office'), side: 'received', who: 'everybody', ...received },
    { name: 'a doctor', context: district.contextFor('doctor'), side: 'sent', who: 'mine', ...sent },
    { name: 'the bureau, what was received', context: district.contextFor('bureau_reviewer'), side: 'received', who: 'everybody', where: 'r.sent_at is not null', values: [] },
    { name: 'the bureau, what was sent', context: district.contextFor('bureau_reviewer'), side: 'sent', who: 'everybody', where: '1 = 1', values: [] },
  ];
}

async function measure(worker: Worker, at: string, rounds: number, file: string | null, { regionCode }: District): Promise<Measured> {
  const tabs = tabsOf(worker.side);
  const tabAt = (round: number) => tabs[round % tabs.length] ?? 'all';
  const found = new Map<WorklistTab, ReferralPage>();
  const medians: Record<string, number> = {};
  for (const tab of tabs) {
    found.set(tab, await open(worker, tab));
    medians[`p50 of ${tab}`] = (await timeRounds(Math.max(3, rounds / 20), () => open(worker, tab), 2)).p50;
  }
  const taken = await timeRounds(rounds, (round) => open(worker, tabAt(round)), tabs.length);
  const floor = file === null ? null : await timeFloor(file, regionCode, worker, rounds, found);
  return {
    ...{ what: `Worklist, ${worker.name}, p99`, at, value: taken.p99, unit: 'ms', goal: { value: 20 } },
    floor: floor && { what: 'two hand-written statements', value: floor.p99 },
    details: { p50: taken.p50, p95: taken.p95, ...(floor && { 'floor p50': floor.p50 }), ...medians },
  };
}

function open({ context, side, who }: Worker, tab: WorklistTab): Promise<ReferralPage> {
  const unfiltered = { status: null, priority: null, direction: null, kind: null, departmentCode: null, partnerCode: null, residentId: null, overdue: false, placeDay: null, text: null } as const;
  return listReferrals(context, { ...unfiltered, side, who, tab, page: 1, pageSize: 20 });
}

/** The rows of a page and how many of each status there are: one statement each, in no particular order but the newest first. */
async function timeFloor(file: string, regionCode: string, { side, where, values }: Worker, rounds: number, found: ReadonlyMap<WorklistTab, ReferralPage>) {
  const raw = new Database(file, { readonly: true });
  raw.pragma('cache_size = -65536');
  const tabs = tabsOf(side);
  const floors = tabs.map((tab) => {
    const list = worklistOf(side, tab);
    const statuses = list === null ? "<> 'draft'" : `in (${list.statuses.map((status) => `'${status}'`).join(', ')})`;
    const open = tabs.flatMap((each) => worklistOf(side, each) ?? []).flatMap((each) => (each.counted ? each.statuses : []));
    const page = raw.prepare(`select r.*, p.name from referral r join resident p on p.region_code = r.region_code and p.id = r.resident_id where r.region_code = ? and ${where} and r.status ${statuses} order by r.sent_at limit 20`);
    const counts = raw.prepare(`select r.status, count(*) as many from referral r where r.region_code = ? and ${where} and r.status in (${open.map((status) => `'${status}'`).join(', ')}) and r.kind <> 'e_consult' group by r.status`);
    const counted = counts.all(regionCode, ...values) as { status: string; many: number }[];
    const expected = counted.filter(({ status }) => list?.statuses.includes(status as never)).reduce((sum, { many }) => sum + many, 0);
    if (list?.counted && !('recent' in list) && found.get(tab)?.total !== expected) throw new Error(`${tab} has ${found.get(tab)?.total}, and ${expected} were counted`);
    return () => [page.all(regionCode, ...values), counts.all(regionCode, ...values)];
  });
  const times = await timeRounds(rounds, (round) => floors[round % tabs.length]?.(), tabs.length);
  raw.close();
  return times;
}
