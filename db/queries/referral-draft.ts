import { and, asc, desc, eq, lt } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { referralDraft, resident } from '@/db/schema';
import { seal, unseal } from '@/db/sealed';
import type { Instant } from '@/server/domain/kernel/instant';
import { type DraftBody, emptyDraft } from '@/server/domain/referral/draft';

type DraftRow = typeof referralDraft.$inferSelect;

export interface KeptDraft extends Omit<DraftRow, 'bodySealed'> {
  readonly body: DraftBody;
}

export async function insertDraft(tx: Tx, { body, ...plain }: KeptDraft): Promise<void> {
  await tx.insert(referralDraft).values({ ...plain, bodySealed: seal(JSON.stringify(body)) });
}

/** A draft of this writer's; anybody else's is not found. */
export async function findDraft(q: Queryable, regionCode: string, writerId: string, id: string): Promise<KeptDraft | null> {
  const [row] = await q
    .select()
    .from(referralDraft)
    .where(and(eq(referralDraft.regionCode, regionCode), eq(referralDraft.writerId, writerId), eq(referralDraft.id, id)));
  return row ? draftOf(row) : null;
}

/** What a writer has begun for a resident and not sent. */
export async function findDraftFor(q: Queryable, regionCode: string, writerId: string, residentId: string): Promise<KeptDraft | null> {
  const [row] = await q
    .select()
    .from(referralDraft)
    .where(and(eq(referralDraft.regionCode, regionCode), eq(referralDraft.writerId, writerId), eq(referralDraft.residentId, residentId)))
    .orderBy(desc(referralDraft.savedAt), asc(referralDraft.id))
    .limit(1);
  return row ? draftOf(row) : null;
}

export interface DraftOfList {
  readonly draft: KeptDraft;
  readonly residentName: string;
}

/** A writer's drafts with whom they are for, the one last worked on first. */
export async function listDrafts(q: Queryable, regionCode: string, writerId: string, limit: number): Promise<DraftOfList[]> {
  const rows = await q
    .select({ draft: referralDraft, residentName: resident.name })
    .from(referralDraft)
    .innerJoin(resident, and(eq(resident.regionCode, referralDraft.regionCode), eq(resident.id, referralDraft.residentId)))
    .where(and(eq(referralDraft.regionCode, regionCode), eq(referralDraft.writerId, writerId)))
    .orderBy(desc(referralDraft.savedAt), asc(referralDraft.id))
    .limit(limit);
  return rows.map(({ draft, residentName }) => ({ draft: draftOf(draft), residentName }));
}

/** Drafts of anybody that were not touched since a moment. */
export async function listStaleDrafts(q: Queryable, regionCode: string, before: Instant, limit: number): Promise<KeptDraft[]> {
  const rows = await q
    .select()
    .from(referralDraft)
    .where(and(eq(referralDraft.regionCode, regionCode), lt(referralDraft.savedAt, before)))
    .orderBy(asc(referralDraft.savedAt), asc(referralDraft.id))
    .limit(limit);
  return rows.map(draftOf);
}

/** Saves a draft as it stands now; false when it is no longer in the version that was seen. */
export async function saveDraftRow(tx: Tx, { body, ...draft }: KeptDraft, seenVersion: number): Promise<boolean> {
  const { slotId, bedSlotIds, savedAt } = draft;
  const won = await tx
    .update(referralDraft)
    .set({ bodySealed: seal(JSON.stringify(body)), slotId, bedSlotIds, savedAt, version: seenVersion + 1 })
    .where(and(eq(referralDraft.regionCode, draft.regionCode), eq(referralDraft.id, draft.id), eq(referralDraft.version, seenVersion)))
    .returning({ id: referralDraft.id });
  return won.length === 1;
}

/** Whether it was still there. */
export async function deleteDraft(tx: Tx, regionCode: string, id: string): Promise<boolean> {
  const gone = await tx
    .delete(referralDraft)
    .where(and(eq(referralDraft.regionCode, regionCode), eq(referralDraft.id, id)))
    .returning({ id: referralDraft.id });
  return gone.length === 1;
}

/** A draft that an earlier version of the form kept lacks what was added since. */
function draftOf({ bodySealed, ...plain }: DraftRow): KeptDraft {
  return { ...plain, body: { ...emptyDraft, ...(JSON.parse(unseal(bodySealed)) as Partial<DraftBody>) } };
}
