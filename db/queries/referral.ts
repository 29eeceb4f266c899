import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared, setTo } from '@/db/prepared';
import { type Reach, preparedWithin, within } from '@/db/reach';
import { institution, referral, referralEvent } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';
import { liveReferralStatuses, openReferralStatuses } from '@/server/domain/referral/codes';
import { noStamps, type Referral, referralFrom, type ReferralStamps } from '@/server/domain/referral/referral';
import { touchingReferral } from './referral-reach';

export type ReferralRow = typeof referral.$inferSelect;
export type ReferralEventRow = typeof referralEvent.$inferSelect;

/** A referral as it is kept: with the version that a change must have seen. */
export interface KeptReferral {
  readonly referral: Referral;
  readonly version: number;
  readonly signed: boolean;
}

/** What is kept beside the referral itself. */
export interface ReferralFiling {
  readonly signed: boolean;
  readonly requestKey: string;
  readonly version: number;
  /** Who of the receiving institution has taken it in hand. */
  readonly assigneeId: string | null;
  readonly escalatedAt: Instant | null;
}

/** A referral that touches the reach on either side; anybody else's, and what has not been sent to a receiver yet, is not found. */
export async function findReferral(q: Queryable, reach: Reach, id: string): Promise<KeptReferral | null> {
  const [row] = await referralWithin(q, reach, { id });
  return row ? keptOf(row) : null;
}

const referralWithin = preparedWithin(['id'], (q, reach, { id }) =>
  q
    .select()
    .from(referral)
    .where(and(eq(referral.regionCode, reach.regionCode), eq(referral.id, id), touchingReferral(reach))),
);

/** A referral of the region wherever it went, for what follows from one that is within reach. */
export async function findReferralOfRegion(q: Queryable, regionCode: string, id: string): Promise<KeptReferral | null> {
  const [row] = await q
    .select()
    .from(referral)
    .where(and(eq(referral.regionCode, regionCode), eq(referral.id, id)));
  return row ? keptOf(row) : null;
}

/** The referral that an earlier request with the same key has made; only the sender's own. */
export async function findReferralByRequest(q: Queryable, reach: Reach, requestKey: string): Promise<KeptReferral | null> {
  const [row] = await q
    .select()
    .from(referral)
    .where(and(within(reach, referral.regionCode, referral.fromInstitutionCode), eq(referral.requestKey, requestKey)));
  return row ? keptOf(row) : null;
}

export interface LiveReferral {
  readonly id: string;
  readonly number: string;
  readonly toInstitutionCode: string;
  readonly toInstitutionName: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly status: ReferralRow['status'];
  readonly kind: ReferralRow['kind'];
}

/** A resident's referrals that are still under way, wherever they were written: a second one must not cross them. */
export async function listLiveReferrals(q: Queryable, regionCode: string, residentId: string): Promise<LiveReferral[]> {
  return q
    .select({
      id: referral.id,
      number: referral.number,
      toInstitutionCode: referral.toInstitutionCode,
      toInstitutionName: institution.name,
      departmentCode: referral.departmentCode,
      departmentName: referral.departmentName,
      status: referral.status,
      kind: referral.kind,
    })
    .from(referral)
    .innerJoin(institution, and(eq(institution.regionCode, referral.regionCode), eq(institution.code, referral.toInstitutionCode)))
    .where(
      and(
        eq(referral.regionCode, regionCode),
        eq(referral.residentId, residentId),
        inArray(referral.status, [...liveReferralStatuses]),
      ),
    )
    .orderBy(asc(referral.createdAt), asc(referral.id));
}

/** The ids of a resident's referrals in which somebody still has something to do, oldest first. */
export async function listOpenReferralIds(q: Queryable, regionCode: string, residentId: string): Promise<string[]> {
  const rows = await q
    .select({ id: referral.id })
    .from(referral)
    .where(and(eq(referral.regionCode, regionCode), eq(referral.residentId, residentId), inArray(referral.status, [...openReferralStatuses])))
    .orderBy(asc(referral.createdAt), asc(referral.id));
  return rows.map(({ id }) => id);
}

export async function isReferralNumberTaken(q: Queryable, regionCode: string, number: string): Promise<boolean> {
  const found = await q
    .select({ id: referral.id })
    .from(referral)
    .where(and(eq(referral.regionCode, regionCode), eq(referral.number, number)));
  return found.length > 0;
}

export async function insertReferral(tx: Tx, made: Referral, filing: ReferralFiling): Promise<void> {
  await tx.insert(referral).values(referralRow(made, filing));
}

/** Many referrals in any status with their events, for seeds. */
export async function insertReferrals(tx: Tx, rows: readonly ReferralRow[], events: readonly ReferralEventRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(referral, rows);
  if (events.length > 0) await tx.append(referralEvent, events);
}

/** Saves the next state; false when the referral is no longer in the version that was seen. */
export async function saveReferral(tx: Tx, next: Referral, seenVersion: number): Promise<boolean> {
  const { regionCode, id, slotId, bedSlotIds } = next;
  const won = await changeReferral(tx, { ...stateColumns(next), slotId, bedSlotIds: JSON.stringify(bedSlotIds), regionCode, id, seenVersion });
  return won.length === 1;
}

const stamps = Object.keys(noStamps) as (keyof ReferralStamps)[];

const changeReferral = prepared([...stamps, 'status', 'slotId', 'bedSlotIds', 'regionCode', 'id', 'seenVersion'], (q, { regionCode, id, seenVersion, ...changed }) =>
  q
    .update(referral)
    .set({ ...setTo(changed), version: sql`${referral.version} + 1` })
    .where(and(eq(referral.regionCode, regionCode), eq(referral.id, id), eq(referral.version, seenVersion)))
    .returning({ id: referral.id }),
);

export async function appendReferralEvent(tx: Tx, event: ReferralEventRow): Promise<void> {
  await tx.append(referralEvent, [event]);
}

/** The timeline of a referral, oldest first. */
export async function listReferralEvents(q: Queryable, regionCode: string, referralId: string): Promise<ReferralEventRow[]> {
  return q
    .select()
    .from(referralEvent)
    .where(and(eq(referralEvent.regionCode, regionCode), eq(referralEvent.referralId, referralId)))
    .orderBy(asc(referralEvent.seq));
}

/** A referral as a row; seeds append many of them. */
export function referralRow(made: Referral, filing: ReferralFiling): ReferralRow {
  const { dangerSigns, bedSlotIds, ...plain } = made;
  return { ...plain, dangerSigns: [...dangerSigns], bedSlotIds: [...bedSlotIds], ...filing };
}

/** The columns that a step can change. */
function stateColumns(made: Referral): ReferralStamps & Pick<ReferralRow, 'status'> {
  return { ...noStamps, ...Object.fromEntries(stamps.map((stamp) => [stamp, made[stamp]])), status: made.status };
}

function keptOf(row: ReferralRow): KeptReferral {
  return { referral: referralOf(row), version: row.version, signed: row.signed };
}

/** @throws when a row lacks what its status promises. */
export function referralOf({ version: _, signed: __, requestKey: ___, assigneeId: ____, escalatedAt: _____, ...record }: ReferralRow): Referral {
  return referralFrom(record);
}
