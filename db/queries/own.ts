import { type SQL, and, desc, eq, gte, inArray, lte, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { prepared } from '@/db/prepared';
import { account, adjudication, alliance, auditEvent, contract, institution, practitioner, referral, resident, slot, team, visit } from '@/db/schema';
import { listPackagesOf } from './contract';
import type { ContractStatus, TerminationReason } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';

/** Everything here is about one person and asked for by that person: rows are found by the resident's id alone. */
export interface Own {
  readonly regionCode: string;
  readonly residentId: string;
}

export async function findOwnName(q: Queryable, own: Own): Promise<string | null> {
  const [row] = await nameOf(q, { ...own });
  return row?.name ?? null;
}

const nameOf = prepared(['regionCode', 'residentId'], (q, { regionCode, residentId }) =>
  q
    .select({ name: resident.name })
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), eq(resident.id, residentId))),
);

export interface OwnContractRow {
  readonly id: string;
  readonly number: string;
  readonly teamId: string;
  /** The one it follows by renewal, transfer or correction. */
  readonly previousContractId: string | null;
  readonly endedReason: TerminationReason | null;
  readonly status: ContractStatus;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly packageCodes: readonly string[];
  readonly teamName: string;
  readonly teamPhone: string | null;
  readonly doctorName: string;
  readonly doctorTitle: string;
  readonly institutionName: string;
}

/** The person's signed contracts, the newest first. */
export async function listOwnContracts(q: Queryable, own: Own): Promise<OwnContractRow[]> {
  const rows = await contractsOf(q, { ...own });
  const packages = await listPackagesOf(q, own.regionCode, rows.map(({ id }) => id));
  return rows.map((row) => ({ ...row, packageCodes: packages.get(row.id) ?? [] }));
}

const contractsOf = prepared(['regionCode', 'residentId'], (q, { regionCode, residentId }) => {
  const { id, number, status, startDay, endDay, teamId, previousContractId, endedReason } = contract;
  return q
    .select({
      id,
      number,
      status,
      startDay,
      endDay,
      teamId,
      previousContractId,
      endedReason,
      teamName: team.name,
      teamPhone: team.phone,
      doctorName: practitioner.name,
      doctorTitle: practitioner.title,
      institutionName: institution.name,
    })
    .from(contract)
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .innerJoin(practitioner, and(eq(practitioner.regionCode, contract.regionCode), eq(practitioner.id, contract.practitionerId)))
    .innerJoin(institution, and(eq(institution.regionCode, contract.regionCode), eq(institution.code, contract.institutionCode)))
    .where(and(eq(contract.regionCode, regionCode), eq(contract.residentId, residentId)))
    .orderBy(desc(contract.startDay), desc(contract.signedAt));
});

/** The person's referrals that were sent, the newest first, with the moment of the slot each holds. */
export async function listOwnReferrals(q: Queryable, own: Own, limit: number) {
  return referralsOf(q, { ...own, limit });
}

const referralsOf = prepared(['regionCode', 'residentId', 'limit'], (q, { regionCode, residentId, limit }) => {
  const { number, status, kind, direction, departmentName, sentAt, followUpDay, declineReason } = referral;
  return q
    .select({ number, status, kind, direction, departmentName, sentAt, followUpDay, declineReason, toInstitutionName: institution.name, slotStartsAt: slot.startsAt })
    .from(referral)
    .innerJoin(institution, and(eq(institution.regionCode, referral.regionCode), eq(institution.code, referral.toInstitutionCode)))
    .leftJoin(slot, and(eq(slot.regionCode, referral.regionCode), eq(slot.id, referral.slotId)))
    .where(and(eq(referral.regionCode, regionCode), eq(referral.residentId, residentId), ne(referral.status, 'draft')))
    .orderBy(desc(referral.createdAt))
    .limit(limit);
});

/** First days of the benefit years, not after the given one, in which something was paid or counted for the person; the newest first. */
export async function listOwnBenefitYears(q: Queryable, own: Own, notAfter: Day): Promise<Day[]> {
  const { benefitYear } = adjudication;
  const rows = await q
    .selectDistinct({ benefitYear })
    .from(adjudication)
    .where(and(paidTo(own), lte(benefitYear, notAfter)))
    .orderBy(desc(benefitYear));
  return rows.map((row) => row.benefitYear);
}

export interface OwnSums {
  readonly visits: number;
  readonly payFen: number;
  readonly enhancementFen: number;
  readonly ladderFen: number;
  readonly assistanceFen: number;
}

export async function sumOwnBenefits(q: Queryable, own: Own, benefitYear: Day): Promise<OwnSums> {
  const [row] = await q
    .select({
      visits: sql<number>`count(*)`.mapWith(Number),
      payFen: sql<number>`coalesce(sum(${adjudication.payFen}), 0)`.mapWith(Number),
      enhancementFen: sql<number>`coalesce(sum(${adjudication.enhancementFen}), 0)`.mapWith(Number),
      ladderFen: sql<number>`coalesce(sum(${adjudication.ladderFen}), 0)`.mapWith(Number),
      assistanceFen: sql<number>`coalesce(sum(${adjudication.assistanceFen}), 0)`.mapWith(Number),
    })
    .from(adjudication)
    .where(and(paidTo(own), eq(adjudication.benefitYear, benefitYear)));
  return row ?? { visits: 0, payFen: 0, enhancementFen: 0, ladderFen: 0, assistanceFen: 0 };
}

/** The person's paid visits of one benefit year, the newest first. */
export async function listOwnVisits(q: Queryable, own: Own, benefitYear: Day, limit: number) {
  const { payFen, enhancementFen, ladderFen, assistanceFen, selfPaidFen, deductiblePaidFen, rate, settlementId, institutionCode } = adjudication;
  return q
    .select({ settlementId, institutionCode, settledAt: visit.settledAt, medType: visit.medType, totalFen: visit.totalFen, institutionName: institution.name, payFen, enhancementFen, ladderFen, assistanceFen, selfPaidFen, deductiblePaidFen, rate })
    .from(adjudication)
    .innerJoin(
      visit,
      and(
        eq(visit.regionCode, adjudication.regionCode),
        eq(visit.institutionCode, adjudication.institutionCode),
        eq(visit.settlementId, adjudication.settlementId),
      ),
    )
    .innerJoin(institution, and(eq(institution.regionCode, visit.regionCode), eq(institution.code, visit.institutionCode)))
    .where(and(paidTo(own), eq(adjudication.benefitYear, benefitYear)))
    .orderBy(desc(visit.settledAt))
    .limit(limit);
}

function paidTo(own: Own) {
  return and(eq(adjudication.regionCode, own.regionCode), eq(adjudication.residentId, own.residentId), eq(adjudication.status, 'paid'));
}

export interface OwnLookupRow {
  readonly at: number;
  readonly action: string;
  readonly role: string | null;
  readonly workplace: string | null;
}

/** What staff did with the person's record, the newest first: who by role and workplace, never by name. */
export async function listOwnLookups(q: Queryable, own: Own, limit: number): Promise<OwnLookupRow[]> {
  const merged = await q.select({ id: resident.id }).from(resident).where(and(eq(resident.regionCode, own.regionCode), eq(resident.mergedIntoId, own.residentId)));
  const contracts = q.select({ id: contract.id }).from(contract).where(and(eq(contract.regionCode, own.regionCode), eq(contract.residentId, own.residentId)));
  // Of records that were merged into the person's as well: whoever looked at these looked at them.
  const ofPerson = and(eq(auditEvent.subjectKind, 'resident'), inArray(auditEvent.subjectId, [own.residentId, ...merged.map(({ id }) => id)]));
  const ofPaper = and(eq(auditEvent.subjectKind, 'contract'), eq(auditEvent.action, 'agreement.printed'), inArray(auditEvent.subjectId, contracts));
  const looked = await selectLookups(q, own, or(ofPerson, ofPaper), limit);
  const found = [...looked, ...(await listFilesWith(q, own))].sort((a, b) => b.at - a.at);
  return found.slice(0, limit).map(({ at, action, role, workplace }) => ({ at, action, role, workplace }));
}

/** As many files are looked through for those that the person was in. */
const mostFiles = 200;

/** Files of residents or contracts that were taken from where the person lives or is signed; the file's row says how far it reached. */
async function listFilesWith(q: Queryable, own: Own) {
  const [person] = await q.select({ home: resident.homeInstitutionCode, since: resident.registeredAt }).from(resident).where(and(eq(resident.regionCode, own.regionCode), eq(resident.id, own.residentId)));
  if (!person) return [];
  const held = await q
    .select({ institutionCode: contract.institutionCode, teamId: contract.teamId, signedAt: contract.signedAt })
    .from(contract)
    .where(and(eq(contract.regionCode, own.regionCode), eq(contract.residentId, own.residentId)));
  const taken = and(eq(auditEvent.subjectKind, 'region'), eq(auditEvent.subjectId, own.regionCode), inArray(auditEvent.action, ['resident.exported', 'contract.exported']), gte(auditEvent.at, person.since));
  return (await selectLookups(q, own, taken, mostFiles)).filter(({ action, at, facts }) => {
    const { institutionCodes, homeInstitutionCode, teamId } = facts as FileFacts;
    const reaches = (code: string | null) => institutionCodes === 'all' || (code !== null && institutionCodes?.includes(code) === true);
    const signed = held.filter((each) => each.signedAt <= at);
    if (action === 'contract.exported') return signed.some((each) => reaches(each.institutionCode) && (teamId ?? each.teamId) === each.teamId);
    return (homeInstitutionCode ?? person.home) === person.home && [person.home, ...signed.map((each) => each.institutionCode)].some(reaches);
  });
}

interface FileFacts {
  readonly institutionCodes?: 'all' | readonly string[];
  readonly homeInstitutionCode?: string | null;
  readonly teamId?: string | null;
}

/** Rows of the audit that staff left, newest first, with their workplace. */
async function selectLookups(q: Queryable, own: Own, which: SQL | undefined, limit: number) {
  const { at, action, role, facts } = auditEvent;
  return q
    .select({ at, action, role, facts, workplace: sql<string | null>`coalesce(${institution.name}, ${alliance.name})` })
    .from(auditEvent)
    .leftJoin(account, eq(account.id, auditEvent.actorId))
    .leftJoin(institution, and(eq(institution.regionCode, account.regionCode), eq(institution.code, account.institutionCode)))
    .leftJoin(alliance, and(eq(alliance.regionCode, account.regionCode), eq(alliance.id, account.allianceId)))
    .where(and(eq(auditEvent.regionCode, own.regionCode), eq(auditEvent.actorKind, 'staff'), which))
    .orderBy(desc(at), desc(auditEvent.seq))
    .limit(limit);
}
