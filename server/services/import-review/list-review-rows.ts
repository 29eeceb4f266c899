import type { Queryable } from '@/db';
import { listContractsOfResidents } from '@/db/queries/contract';
import { type RowFilter, type StagedRow, findReview, listResidentsByIdentity, listReviewRows as listRows } from '@/db/queries/import-review';
import { identityIndexOf } from '@/db/queries/resident';
import { type FieldDifference, type ComparedField, differencesOf, maskedDifference } from '@/server/domain/import/compare-resident';
import { type ReviewKind, type RowDecision, decisionsFor } from '@/server/domain/import/review';
import { maskNumbersIn } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { MatchDoubt, MatchReason } from '@/server/domain/registry/duplicate';
import { checkResident } from '@/server/domain/registry/check-resident';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import type { CloseMatch } from '../duplicate/list-close-matches';
import type { ResidentRowFacts } from '../import/import-residents';
import type { ContractRowFacts } from '../import/judge-contracts';
import { permit } from '../permit';
import { candidatesOf } from './candidates';
import { particularsOf, toldBy } from './compare-rows';
import { comparedWith } from './judge-residents';
import { incomingOf, scopeOfKind } from './reviewing';

/** A row as a person looks at it. Numbers and phones are masked. */
export interface ReviewRowView extends Pick<StagedRow, 'rowNumber' | 'class' | 'reasons' | 'decision' | 'decidedAt' | 'decidedByName' | 'result' | 'resultReasons' | 'resultId' | 'matchId' | 'version'> {
  readonly name: string | null;
  /** The row's filled cells, by column, as they came; numbers and phones in them are masked. */
  readonly cells: Readonly<Record<string, string>>;
  /** What would become of whom or what is on file. */
  readonly differences: readonly RowDifference[];
  /** For a close match: who it may be, the likeliest first, each with what would become of them. */
  readonly candidates: readonly CandidateView[];
  readonly options: readonly RowDecision[];
}

export type RowDifference = Omit<FieldDifference, 'field'> & { readonly field: ComparedField | 'termYears' | 'packages' };

export interface CandidateView {
  readonly residentId: string;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
  readonly doubts: readonly MatchDoubt[];
  readonly particulars: Readonly<Partial<Record<ComparedField, string | null>>>;
  readonly differences: readonly FieldDifference[];
}

export interface ReviewRowsInput extends RowFilter {
  readonly reviewId: string;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of a review's rows, in the order of the file, each held against what is on file now. */
export async function listReviewRows(context: ServiceContext, { reviewId, page, pageSize, ...filter }: ReviewRowsInput): Promise<Outcome<{ rows: ReviewRowView[]; total: number }, AnyRefusal>> {
  const reach = permit(context, 'import:review');
  const q = context.store.reads;
  const review = await findReview(q, reach, reviewId);
  if (!review) return refuse({ code: 'not_found', facts: { what: 'review' } });
  permit(context, scopeOfKind[review.kind]);
  const { regionCode } = reach;
  const found = await listRows(q, regionCode, reviewId, filter, { limit: pageSize, offset: (page - 1) * pageSize });
  const candidates: CloseMatch[][] = [];
  for (const row of found.rows) candidates.push(await candidatesOf(q, regionCode, review.kind, row));
  const differences = review.kind === 'residents' ? await differencesOfResidents(context, q, regionCode, found.rows) : await differencesOfContracts(q, regionCode, found.rows);
  return accept({ total: found.total, rows: found.rows.map((row, at) => viewOf(context, review.kind, row, candidates[at] ?? [], differences.get(row.rowNumber) ?? [])) });
}

function viewOf(context: ServiceContext, kind: ReviewKind, row: StagedRow, candidates: readonly CloseMatch[], differences: readonly RowDifference[]): ReviewRowView {
  const { rowNumber, reasons, decision, decidedAt, decidedByName, result, resultReasons, resultId, matchId, version, content } = row;
  const filled = Object.entries(content.original).filter(([, value]) => value.trim() !== '');
  return {
    ...{ rowNumber, class: row.class, reasons, decision, decidedAt, decidedByName, result, resultReasons, resultId, matchId, version },
    name: content.original.psn_name?.trim() ?? null,
    cells: Object.fromEntries(filled.map(([column, value]) => [column, maskNumbersIn(value)])),
    differences,
    candidates: candidates.map((candidate) => candidateOf(context, kind, row, candidate)),
    // Whom nobody on file is like yet can be the same as another row of the file only.
    options: result === null ? decisionsFor(kind, row.class).filter((option) => option !== 'same' || candidates.length > 0) : [],
  };
}

function candidateOf(context: ServiceContext, kind: ReviewKind, row: StagedRow, { row: resident, score, reasons, doubts }: CloseMatch): CandidateView {
  const particulars = particularsOf(resident);
  const { certificate, name, sex, birthDay, phone, address, homeInstitution } = particulars;
  const shown = differencesOf({ ...particulars, certificate: { certType: '', number: '' }, phone: null }, { certificate, ...(phone === null ? {} : { phone }) }).map(maskedDifference);
  const masked = Object.fromEntries(shown.map(({ field, after }) => [field, after]));
  const differences = kind === 'residents' ? residentDifferences(context, row, resident) : [];
  return { residentId: resident.id, score, reasons, doubts, particulars: { ...masked, name, sex, birthDay, address, homeInstitution }, differences };
}

function residentDifferences(context: ServiceContext, row: StagedRow, resident: CloseMatch['row']): FieldDifference[] {
  const { facts, original } = incomingOf<ResidentRowFacts>(row);
  const who = checkResident({ ...facts, today: today(context) });
  return who.ok ? differencesOf(particularsOf(resident), toldBy(facts, who.value, original())).map(maskedDifference) : [];
}

async function differencesOfResidents(context: ServiceContext, q: Queryable, regionCode: string, rows: readonly StagedRow[]): Promise<Map<number, RowDifference[]>> {
  const changed = rows
    .filter((row) => row.class === 'changed' && row.result === null)
    .flatMap((row) => {
      const incoming = incomingOf<ResidentRowFacts>(row);
      const who = checkResident({ ...incoming.facts, today: today(context) });
      return who.ok ? [{ incoming, who: who.value, identityIndex: identityIndexOf(incoming.facts.certType, who.value.identity) }] : [];
    });
  const onFile = await listResidentsByIdentity(q, regionCode, changed.map(({ identityIndex }) => identityIndex));
  return new Map(
    changed.map(({ incoming, who, identityIndex }) => {
      const before = onFile.get(identityIndex);
      return [incoming.rowNumber, before ? comparedWith(before, incoming, who, identityIndex).map(maskedDifference) : []] as const;
    }),
  );
}

async function differencesOfContracts(q: Queryable, regionCode: string, rows: readonly StagedRow[]): Promise<Map<number, RowDifference[]>> {
  const changed = rows.filter((row) => row.class === 'changed' && row.result === null);
  const indexes = new Map(changed.flatMap((row) => {
    const { certType, identity } = incomingOf<ContractRowFacts>(row).facts;
    return identity ? [[row.rowNumber, identityIndexOf(certType, identity)] as const] : [];
  }));
  const people = await listResidentsByIdentity(q, regionCode, [...indexes.values()]);
  const contracts = await listContractsOfResidents(q, regionCode, [...people.values()].map(({ id }) => id));
  return new Map(
    changed.map((row) => {
      const person = people.get(indexes.get(row.rowNumber) ?? '');
      const before = contracts.get(person?.id ?? '')?.find(({ id }) => id === row.matchId);
      const { termYears, packageCodes } = incomingOf<ContractRowFacts>(row).facts;
      if (!before) return [row.rowNumber, []] as const;
      const both: readonly RowDifference[] = [
        { field: 'termYears', before: String(before.termYears), after: String(termYears) },
        { field: 'packages', before: before.packageCodes.join(';'), after: packageCodes.join(';') },
      ];
      return [row.rowNumber, both.filter((each) => each.before !== each.after)] as const;
    }),
  );
}

