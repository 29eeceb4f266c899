import { type SQL, and, asc, count, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { consultMessage, institution, referral, resident } from '@/db/schema';
import type { ConsultCut, ConsultSide } from '@/server/domain/consult/cuts';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ConsultType } from '@/server/domain/referral/codes';
import type { ReferralRow } from './referral';
import { receivedWithin } from './referral-reach';
import { type PageOf, type ResidentRow, beginsWith } from './resident';

export type ConsultMessageRow = typeof consultMessage.$inferSelect;

export async function appendConsultMessage(tx: Tx, message: ConsultMessageRow): Promise<void> {
  await tx.insert(consultMessage).values(message);
}

/** What was said, oldest first. */
export async function listConsultMessages(q: Queryable, regionCode: string, referralId: string): Promise<ConsultMessageRow[]> {
  return q
    .select()
    .from(consultMessage)
    .where(and(eq(consultMessage.regionCode, regionCode), eq(consultMessage.referralId, referralId)))
    .orderBy(asc(consultMessage.at), asc(consultMessage.id));
}

/** The referrals that follow another one, oldest first. */
export async function listFollowing(q: Queryable, regionCode: string, referralId: string): Promise<Pick<ReferralRow, 'id' | 'number' | 'kind' | 'status' | 'origin'>[]> {
  const { id, number, kind, status, origin } = referral;
  return q
    .select({ id, number, kind, status, origin })
    .from(referral)
    .where(and(eq(referral.regionCode, regionCode), eq(referral.previousId, referralId)))
    .orderBy(asc(referral.createdAt), asc(referral.id));
}

export interface ConsultFilter {
  readonly side: ConsultSide;
  readonly cut: ConsultCut;
  readonly type: ConsultType | null;
  /** The whole number of a consult, or the beginning of the resident's name. */
  readonly text: string | null;
}

export interface ConsultListRow {
  readonly referral: ReferralRow;
  readonly resident: ResidentRow;
  readonly messages: number;
}

/** One page of e-consults: unanswered ones by priority and due time, then the others, the latest first. */
export async function listConsults(q: Queryable, reach: Reach, filter: ConsultFilter, { page, pageSize }: PageOf): Promise<{ rows: ConsultListRow[]; total: number }> {
  const said = sql<number>`(select count(*) from ${consultMessage} where ${consultMessage.regionCode} = ${referral.regionCode} and ${consultMessage.referralId} = ${referral.id})`.mapWith(Number);
  const isOpen = sql`${referral.status} in ('sent', 'info_wanted')`;
  const where = conditionOf(reach, filter);
  const joined = and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId));
  const rows = await q
    .select({ referral, resident, messages: said })
    .from(referral)
    .innerJoin(resident, joined)
    .where(where)
    .orderBy(
      sql`case when ${isOpen} then 0 else 1 end`,
      sql`case when not (${isOpen}) then 0 when ${referral.priority} = 'emergency' then 1 when ${referral.priority} = 'urgent' then 2 else 3 end`,
      sql`case when ${isOpen} then ${referral.answerDueAt} else -${referral.createdAt} end`,
      desc(referral.id),
    )
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [total] = await q.select({ total: count() }).from(referral).innerJoin(resident, joined).where(where);
  return { rows, total: Number(total?.total ?? 0) };
}

/** How many wait for an answer on each side, and how many of them past their time. */
export async function countOpenConsults(q: Queryable, reach: Reach, side: ConsultSide, now: Instant): Promise<{ open: number; overdue: number }> {
  const of = async (late: SQL | undefined) => {
    const [row] = await q
      .select({ total: count() })
      .from(referral)
      .where(and(ofSide(reach, side), eq(referral.kind, 'e_consult'), inArray(referral.status, ['sent', 'info_wanted']), late));
    return Number(row?.total ?? 0);
  };
  return { open: await of(undefined), overdue: await of(lt(referral.answerDueAt, now)) };
}

export interface ConsultNumbers {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly type: ConsultType;
  readonly asked: number;
  readonly answered: number;
  readonly people: number;
}

/** Consults by the institution that answers and by what was asked, sent between two moments: how many, how many answered, people helped. */
export async function countConsultsByType(q: Queryable, reach: Reach, span: { readonly from: Instant; readonly to: Instant }): Promise<ConsultNumbers[]> {
  const answered = sql`${referral.status} in ('completed', 'closed')`;
  const rows = await q
    .select({
      institutionCode: referral.toInstitutionCode,
      institutionName: institution.name,
      type: sql<ConsultType>`coalesce(${referral.consultType}, 'clinical')`,
      asked: sql<number>`count(*)`.mapWith(Number),
      answered: sql<number>`coalesce(sum(case when ${answered} then 1 else 0 end), 0)`.mapWith(Number),
      people: sql<number>`count(distinct case when ${answered} then ${referral.residentId} end)`.mapWith(Number),
    })
    .from(referral)
    .innerJoin(institution, and(eq(institution.regionCode, referral.regionCode), eq(institution.code, referral.toInstitutionCode)))
    .where(
      and(
        within(reach, referral.regionCode, referral.fromInstitutionCode, referral.toInstitutionCode),
        eq(referral.kind, 'e_consult'),
        sql`${referral.sentAt} >= ${span.from}`,
        lt(referral.sentAt, span.to),
      ),
    )
    .groupBy(referral.toInstitutionCode, institution.name, sql`3`)
    .orderBy(asc(referral.toInstitutionCode), sql`3`);
  return rows;
}

function ofSide(reach: Reach, side: ConsultSide): SQL | undefined {
  return side === 'received' ? receivedWithin(reach) : within(reach, referral.regionCode, referral.fromInstitutionCode);
}

function conditionOf(reach: Reach, { side, cut, type, text }: ConsultFilter): SQL | undefined {
  return and(
    ofSide(reach, side),
    eq(referral.kind, 'e_consult'),
    cut === 'open' ? inArray(referral.status, ['sent', 'info_wanted']) : undefined,
    cut === 'answered' ? eq(referral.status, 'completed') : undefined,
    cut === 'over' ? inArray(referral.status, ['closed', 'declined', 'redirected', 'cancelled', 'expired', 'died']) : undefined,
    type === null ? undefined : eq(referral.consultType, type),
    text === null ? undefined : or(eq(referral.number, text.toUpperCase()), beginsWith(resident.name, text)),
  );
}
