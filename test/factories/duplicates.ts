import type { Store } from '@/db';
import { listRecords } from '@/db/queries/merge';
import { mergeParticulars, type ParticularsKept } from '@/server/domain/registry/merge';
import { type MergeInput, mergeResidents } from '@/server/services/duplicate/merge-residents';
import type { ServiceContext } from '@/server/services/context';

/** Every particular as the survivor's record has it, but for those that a test names. */
export function keeping(fromMerged: readonly (keyof ParticularsKept)[] = []): ParticularsKept {
  return Object.fromEntries(mergeParticulars.map((particular) => [particular, fromMerged.includes(particular) ? 'merged' : 'survivor'])) as ParticularsKept;
}

/** Merges two records as somebody who has just compared them. */
export async function mergeNow(context: ServiceContext, survivorId: string, mergedId: string, changes: Partial<MergeInput> = {}) {
  const version = await versionsOf(context.store, context.actor.regionCode ?? '', [survivorId, mergedId]);
  const input: MergeInput = {
    ...{ survivorId, mergedId, survivorVersion: version(survivorId), mergedVersion: version(mergedId) },
    ...{ kept: keeping(), keptContractId: null, reason: '核对身份证，是同一人', ...changes },
  };
  return mergeResidents(context, input);
}

async function versionsOf(store: Store, regionCode: string, ids: readonly string[]): Promise<(id: string) => number> {
  const rows = new Map((await listRecords(store.reads, regionCode, ids)).map((row) => [row.id, row.version]));
  return (id) => rows.get(id) ?? 0;
}
