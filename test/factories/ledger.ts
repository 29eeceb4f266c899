import type { Store } from '@/db';
import { insertResidents } from '@/db/queries/import';
import { adjudication, ledgerEntry, visit } from '@/db/schema';
import { monthOf } from '@/server/domain/kernel/calendar-day';
import { formatAccount, poolOf } from '@/server/domain/ledger/account';
import { postVisit } from '@/server/domain/ledger/post';
import type { Insutype, InstitutionLevel, KeyGroup, MedType } from '@/server/domain/registry/codes';

/** A visit that has been adjudicated and posted, written straight into the books. */
export interface BookedVisit {
  readonly institutionCode: string;
  readonly residentId: string;
  readonly settlementId: string;
  /** A day; the visit was settled at nine. */
  readonly day: string;
  readonly payFen: number;
  readonly insutype?: Insutype;
  readonly medType?: MedType;
  readonly level?: InstitutionLevel;
  readonly specialFee?: boolean;
  readonly enhancementFen?: number;
  readonly contractId?: string | null;
  /** The month it is posted to, where that is not its own. */
  readonly postedTo?: string;
}

const at = Date.parse('2025-01-02T02:00:00Z');

/** What an adjudication row holds beside its figures, when nothing of it matters. */
export const plainCircumstances = {
  ...{ adjudicatedAs: '11', recognitionId: null, keyGroups: '', identityClasses: '', atDesignated: true, admission: 1, refundProblem: null },
  ...{ beforeBaseFen: 0, beforeSelfPaidFen: 0, beforeLadderFen: 0, beforeAssistanceFen: 0, ladderFen: 0, assistanceFen: 0 },
} as const;

/** The optional fields of a visit, when none was sent. */
export const nothingMoreTold = { startedAt: null, endedAt: null, essentialDrugFen: null, prescriptionDays: null } as const;

/** Writes visits as an import would leave them: the visit, its adjudication and its posting. */
export async function bookVisits(store: Store, regionCode: string, visits: readonly BookedVisit[]): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.append(visit, visits.map((one) => visitRow(regionCode, one)));
    await tx.append(adjudication, visits.map((one) => adjudicationRow(regionCode, one)));
    await tx.append(ledgerEntry, visits.flatMap((one) => entryRows(regionCode, one)));
  });
}

/** Many residents of one home, for counts that no single test should type. */
export async function addPopulation(store: Store, regionCode: string, count: number, { prefix, home, insutype = '390' }: { prefix: string; home: string; insutype?: Insutype }): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(6, '0')}`);
  await store.transaction((tx) => insertResidents(tx, ids.map((id) => residentRow(regionCode, id, home, insutype))));
  return ids;
}

function residentRow(regionCode: string, id: string, home: string, insutype: Insutype) {
  return {
    regionCode,
    id,
    certType: '01',
    identityIndex: `${regionCode}-${id}`,
    identitySealed: 'sealed',
    tailIndex: id,
    name: '居民',
    sex: 'female',
    birthDay: '1970-01-01',
    deathDay: null,
    movedOutOn: null,
    phoneSealed: null,
    address: null,
    insutype,
    retired: false,
    keyGroups: [] as KeyGroup[],
    homeInstitutionCode: home,
    registeredAt: at,
    version: 0,
    mergedIntoId: null,
    searchVersion: 0,
  } as const;
}

function plain(one: BookedVisit) {
  return { insutype: '310' as Insutype, medType: '11' as MedType, level: 'township' as InstitutionLevel, specialFee: false, ...one };
}

function visitRow(regionCode: string, one: BookedVisit) {
  const { institutionCode, residentId, settlementId, day, payFen, insutype, medType, specialFee } = plain(one);
  return {
    ...{ regionCode, institutionCode, settlementId, residentId, insutype, medType, specialFee },
    settledAt: `${day} 09:00:00`,
    ...{ diagnosisCode: null, diagnosisName: null, ...nothingMoreTold },
    ...{ totalFen: payFen, fullSelfPayFen: 0, overLimitSelfPayFen: 0, advanceSelfPayFen: 0, inScopeFen: payFen },
    ...{ reportedDeductibleFen: null, reportedPoolFen: null, reportedAccountFen: null, reportedCashFen: null, reportedFundFen: null },
    ...{ referralNumber: null, refundOf: null, contentDigest: settlementId, batchId: null, receivedAt: at },
  };
}

function adjudicationRow(regionCode: string, one: BookedVisit) {
  const { institutionCode, residentId, settlementId, day, payFen, insutype, medType, level } = plain(one);
  return {
    ...{ regionCode, institutionCode, settlementId, residentId, level, payFen },
    ...{ benefitYear: `${day.slice(0, 4)}-01-01`, accumulation: `${insutype}-outpatient`, policyId: `${regionCode}-2024-01-01`, planId: `${insutype}-outpatient` },
    ...{ ...plainCircumstances, adjudicatedAs: medType },
    ...{ pool: poolOf(insutype, medType), retired: false, contractId: one.contractId ?? null, chain: null, status: 'paid' },
    ...{ beforeDeductibleFen: 0, beforeFundFen: 0, deductiblePaidFen: 0, rate: '1', enhancementFen: one.enhancementFen ?? 0, selfPaidFen: 0, difference: null, revision: 1 },
  };
}

function entryRows(regionCode: string, one: BookedVisit) {
  const { institutionCode, settlementId, day, payFen, insutype, medType, specialFee } = plain(one);
  const originMonth = monthOf(day);
  return postVisit({ institutionCode, medType, specialFee }, { payFen, pool: poolOf(insutype, medType) }).map((entry, line) => ({
    ...{ regionCode, postingId: `${institutionCode}/${settlementId}#1`, line, month: one.postedTo ?? originMonth, originMonth, kind: 'visit' },
    ...{ account: formatAccount(entry.account), pool: poolOf(insutype, medType), institutionCode, settlementId, amountFen: entry.amountFen, postedAt: at },
  }));
}
