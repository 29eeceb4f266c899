import { type DiagnosisListRow, type FoundDiagnosis, findListInForce, listDiagnosisLists, searchDiagnosisKeys } from '@/db/queries/diagnosis';
import { readDiagnosisText, searchDiagnoses as searchShipped } from '@/server/domain/referral/diagnoses';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

const mostFound = 20;

/**
 * Diagnoses that a typed text may mean: by the beginning of the code, or any part of the name or of its pinyin initials. Nothing typed, and a
 * region that has no list yet, mean those that community doctors refer most.
 */
export async function searchDiagnoses(context: ServiceContext, input: { readonly text: string }): Promise<readonly FoundDiagnosis[]> {
  const { regionCode } = permit(context, 'referral:read');
  const wanted = readDiagnosisText(input.text);
  const list = wanted === null ? null : await findListInForce(context.store.reads, regionCode, today(context));
  if (wanted === null || list === null) return searchShipped(input.text).map(({ code, name }) => ({ code, name })).slice(0, mostFound);
  return searchDiagnosisKeys(context.store.reads, regionCode, list.version, wanted, mostFound);
}

export interface DiagnosisListView extends Omit<DiagnosisListRow, 'regionCode'> {
  /** Whether this one is offered today. */
  readonly inForce: boolean;
}

/** The region's lists of diagnoses, the one that begins last first. */
export async function listDiagnosisVersions(context: ServiceContext): Promise<readonly DiagnosisListView[]> {
  const { regionCode } = permit(context, 'diagnosis:import');
  const q = context.store.reads;
  const [rows, current] = await Promise.all([listDiagnosisLists(q, regionCode), findListInForce(q, regionCode, today(context))]);
  return rows.map(({ regionCode: _, ...row }) => ({ ...row, inForce: row.version === current?.version }));
}
