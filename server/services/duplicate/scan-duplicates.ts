import type { Tx } from '@/db';
import { type DuplicateCandidateRow, findDuplicateScan, insertPair, listOpenPairs, listPairsOf, listUnmerged, removePair, saveDuplicateScan, savePair } from '@/db/queries/duplicate';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { hourMs } from '@/server/domain/kernel/instant';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { candidateScore, compareRecords } from '@/server/domain/registry/near-duplicates';
import { type ServiceContext, nameOfActor } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { comparedPerson } from './compared-person';
import { type FoundPair, findPairs } from './find-pairs';

export interface DuplicateScan {
  readonly residents: number;
  /** Pairs that nobody had found before. */
  readonly found: number;
  /** Open pairs that do not look alike any more, or of which one was merged. */
  readonly gone: number;
}

const pairsPerTransaction = 200;
const pageSize = 500;

/**
 * Looks through the region for records that may be of one person. What was decided stays decided; a repeated scan changes nothing. Pairs are
 * kept as they are found, so that a scan that is interrupted has lost nothing.
 */
export async function scanDuplicates(context: ServiceContext): Promise<Outcome<DuplicateScan, AnyRefusal>> {
  const { regionCode } = permit(context, 'resident:merge');
  const { store } = context;
  let [residents, found] = [0, 0];
  let waiting: FoundPair[] = [];
  const keep = async () => {
    const pairs = waiting;
    waiting = [];
    found += await store.transaction((tx) => keepPairs(tx, context, regionCode, pairs));
  };
  for await (const part of findPairs(store.reads, regionCode)) {
    residents += part.residents;
    waiting.push(...part.pairs);
    if (waiting.length >= pairsPerTransaction) await keep();
  }
  await keep();
  const gone = await forgetUnlike(context, regionCode);
  return unitOfWork(context, async ({ tx, audit }) => {
    await saveDuplicateScan(tx, { regionCode, residents, found, gone, scannedAt: context.now(), scannedBy: nameOfActor(context.actor) });
    await audit({ action: 'duplicate.scanned', subject: { kind: 'region', id: regionCode }, facts: { residents, found, gone } });
    return accept({ residents, found, gone });
  });
}

/** The clock's scan: once a night, while few people work. */
export async function scanDuplicatesAtNight(context: ServiceContext): Promise<object> {
  const { regionCode } = permit(context, 'resident:merge');
  const hour = Number(civilTimeOf(context.now()).slice(11, 13));
  if (hour < firstHour || hour > lastHour) return {};
  const last = await findDuplicateScan(context.store.reads, regionCode);
  return last && context.now() - last.scannedAt < leastBetween ? {} : scanDuplicates(context);
}

const [firstHour, lastHour] = [1, 4];
const leastBetween = 20 * hourMs;

async function keepPairs(tx: Tx, context: ServiceContext, regionCode: string, pairs: readonly FoundPair[]): Promise<number> {
  const known = new Map((await listPairsOf(tx, regionCode, [...new Set(pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]))])).map((row) => [`${row.firstId} ${row.secondId}`, row]));
  let added = 0;
  for (const { firstId, secondId, score, reasons, doubts } of pairs) {
    const before = known.get(`${firstId} ${secondId}`);
    if (before === undefined) {
      const open = { status: 'open' as const, decidedAt: null, decidedBy: null, decidedByName: null, note: null, version: 1 };
      if (await insertPair(tx, { regionCode, id: context.newId(), firstId, secondId, reasons, doubts, score, foundAt: context.now(), ...open })) added += 1;
    } else if (before.status === 'open' && !saysSame(before, { score, reasons, doubts })) {
      await savePair(tx, before, { score, reasons, doubts });
    }
  }
  return added;
}

function saysSame(row: DuplicateCandidateRow, { score, reasons, doubts }: Pick<DuplicateCandidateRow, 'score' | 'reasons' | 'doubts'>): boolean {
  return row.score === score && canonicalJson([row.reasons, row.doubts]) === canonicalJson([reasons, doubts]);
}

async function forgetUnlike(context: ServiceContext, regionCode: string): Promise<number> {
  let [after, gone] = ['', 0];
  for (;;) {
    const pairs = await listOpenPairs(context.store.reads, regionCode, after, pageSize);
    const last = pairs.at(-1);
    if (!last) return gone;
    gone += await context.store.transaction((tx) => forgetAmong(tx, regionCode, pairs));
    after = last.id;
  }
}

async function forgetAmong(tx: Tx, regionCode: string, pairs: readonly DuplicateCandidateRow[]): Promise<number> {
  const rows = await listUnmerged(tx, regionCode, [...new Set(pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]))]);
  const people = new Map(rows.map((row) => [row.id, comparedPerson(row)]));
  let gone = 0;
  for (const { id, firstId, secondId } of pairs) {
    const [one, other] = [people.get(firstId), people.get(secondId)];
    if (one && other && compareRecords(one, other).score >= candidateScore) continue;
    await removePair(tx, regionCode, id);
    gone += 1;
  }
  return gone;
}
