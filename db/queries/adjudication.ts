import { and, eq, gte, isNotNull, lte, ne, or } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { adjudication, referral, resident, visit } from '@/db/schema';
import type { ReferralLeg } from '@/server/domain/benefit/stays';
import { dayOfInstant, type Day } from '@/server/domain/kernel/calendar-day';
import type { Visit, VisitKey } from '@/server/domain/visit/visit';
import { type VisitRow, sameVisit, visitIn } from './visit';

export type AdjudicationRow = typeof adjudication.$inferSelect;

/** A visit that is held, with its adjudication as it now stands. */
export interface HeldVisit {
  readonly visit: Visit;
  readonly adjudication: AdjudicationRow;
}

/** Residents any of whose visits names another one — a refund, a referral — so that their years cannot be folded apart. */
export async function listLinkedResidents(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<Set<string>> {
  if (residentIds.length === 0) return new Set();
  return new Set((await linkedAmong(q, { regionCode, residentIds: listed(residentIds) })).map((row) => row.residentId));
}

const linkedAmong = prepared(['regionCode', 'residentIds'], (q, { regionCode, residentIds }) =>
  q
    .selectDistinct({ residentId: visit.residentId })
    .from(visit)
    .where(and(eq(visit.regionCode, regionCode), among(visit.residentId, residentIds), or(isNotNull(visit.refundOf), isNotNull(visit.referralNumber)))),
);

/** The held visits of some residents; `years` narrows to benefit years between two first days, both included. */
export async function listHeldVisits(
  q: Queryable,
  regionCode: string,
  residentIds: readonly string[],
  years: { readonly from: Day; readonly to: Day } | 'all',
): Promise<HeldVisit[]> {
  if (residentIds.length === 0) return [];
  const rows = await q
    .select({ visit, adjudication })
    .from(adjudication)
    .innerJoin(visit, sameVisit())
    .where(
      and(
        eq(adjudication.regionCode, regionCode),
        among(adjudication.residentId, residentIds),
        years === 'all' ? undefined : and(gte(adjudication.benefitYear, years.from), lte(adjudication.benefitYear, years.to)),
      ),
    );
  return rows.map((row) => ({ visit: visitOf(row.visit), adjudication: row.adjudication }));
}

export async function findAdjudication(q: Queryable, regionCode: string, key: VisitKey): Promise<AdjudicationRow | null> {
  const [row] = await q
    .select()
    .from(adjudication)
    .where(and(eq(adjudication.regionCode, regionCode), eq(adjudication.institutionCode, key.institutionCode), eq(adjudication.settlementId, key.settlementId)));
  return row ?? null;
}

export interface BenefitPerson {
  readonly id: string;
  readonly birthDay: Day;
  readonly homeInstitutionCode: string | null;
}

/** What benefits ask of residents beside their visits and contracts. */
export async function listBenefitPeople(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<BenefitPerson[]> {
  return peopleWith(q, { regionCode, residentIds: listed(residentIds) });
}

const peopleWith = prepared(['regionCode', 'residentIds'], (q, { regionCode, residentIds }) => {
  const { id, birthDay, homeInstitutionCode } = resident;
  return q.select({ id, birthDay, homeInstitutionCode }).from(resident).where(and(eq(resident.regionCode, regionCode), among(id, residentIds)));
});

/** Puts rows in the place of the ones with their keys. */
export async function replaceAdjudications(tx: Tx, regionCode: string, rows: readonly AdjudicationRow[]): Promise<void> {
  const known = rows.filter((row) => row.revision > 1);
  if (known.length > 0) await tx.delete(adjudication).where(and(eq(adjudication.regionCode, regionCode), visitIn(adjudication, known)));
  if (rows.length > 0) await tx.append(adjudication, rows);
}

export interface ReferralLink extends ReferralLeg {
  readonly residentId: string;
}

/** The referrals that visits name: those that were sent and for which somebody travels. A consult is a question and leads nobody anywhere. */
export async function listReferralLinks(q: Queryable, regionCode: string, numbers: readonly string[]): Promise<ReferralLink[]> {
  if (numbers.length === 0) return [];
  const { number, residentId, direction, fromInstitutionCode, createdAt, sentAt } = referral;
  const rows = await q
    .select({ chainId: number, residentId, direction, fromInstitutionCode, createdAt, sentAt })
    .from(referral)
    .where(and(eq(referral.regionCode, regionCode), among(number, numbers), ne(referral.kind, 'e_consult'), isNotNull(sentAt)));
  return rows.map(({ createdAt: written, sentAt: sent, ...link }) => ({ ...link, referredOn: dayOfInstant(sent ?? written) }));
}

export function visitOf(row: VisitRow): Visit {
  const { regionCode: _region, contentDigest: _digest, batchId: _batch, receivedAt: _at, ...plain } = row;
  return plain;
}
