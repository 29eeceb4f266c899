import type { Reach } from '@/db';
import { type IssueReason, listIssues } from '@/db/queries/import';
import { findBatchesOfVisits, findBatchesSentAs } from '@/db/queries/received-visits';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { RequestRefusal } from '@/server/domain/request/refusals';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { answerOnce } from '../request/answer-once';
import { type VisitFacts, importVisits } from './import-visits';
import type { IncomingRow } from './incoming';
import { ownRow } from './own-rows';
import type { RowResult } from './run-import';

export interface VisitsSent {
  /** Few enough to be held in memory and answered one by one. */
  readonly rows: readonly IncomingRow<VisitFacts>[];
  /** Of the content as it was sent. */
  readonly digest: string;
  /** Chosen by the sender, so that a repetition gets the answer of the first time; null when it gave none. */
  readonly requestKey: string | null;
}

/** What became of one row, and every reason when it was not taken. */
export interface ReceivedRow {
  readonly rowNumber: number;
  readonly institutionCode: string;
  readonly settlementId: string;
  readonly outcome: RowResult['outcome'];
  readonly reasons: readonly IssueReason[];
}

export interface ReceivedVisits {
  readonly batchId: string;
  readonly rows: readonly ReceivedRow[];
}

/**
 * Imports visits that a hospital's system sends and answers row by row. Rows of institutions it does not speak for are
 * rejected. Sending the same again stores nothing; under the same key it is also answered as the first time, and with other
 * content under that key nothing is taken.
 */
export async function receiveVisits(context: ServiceContext, sent: VisitsSent): Promise<Outcome<ReceivedVisits, RequestRefusal>> {
  const reach = permit(context, 'visit:import');
  const { requestKey, digest } = sent;
  if (requestKey === null) return accept(await take(context, reach, sent, senderName));
  return answerOnce(context, { regionCode: reach.regionCode, key: requestKey, digest }, () => take(context, reach, sent, `${senderName}#${requestKey}`));
}

const senderName = 'his/v1/visits';

async function take(context: ServiceContext, reach: Reach, { rows, digest }: VisitsSent, fileName: string): Promise<ReceivedVisits> {
  const own = rows.map((row) => ownRow(row, reach));
  const { batchId } = await importVisits(context, { fileName, digest, rows: oneByOne(own) });
  // An attempt under the same key that died may have taken some of the rows; they came with this request.
  const batches = fileName === senderName ? [batchId] : await findBatchesSentAs(context.store.reads, reach.regionCode, actorRef(context.actor), fileName);
  return receivedAs(context, batchId, new Set([batchId, ...batches]), rows);
}

async function* oneByOne<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

/**
 * The answer is read from what the import left, so that it is the same however often it is asked for: issues name what was not
 * taken; of the others, those that came with this import were accepted and the rest were there before.
 */
async function receivedAs(context: ServiceContext, batchId: string, batches: ReadonlySet<string>, rows: readonly IncomingRow<VisitFacts>[]): Promise<ReceivedVisits> {
  const { regionCode } = permit(context, 'visit:import');
  const q = context.store.reads;
  const issues = await listIssues(q, regionCode, batchId, { limit: rows.length, offset: 0 });
  const issueOf = new Map(issues.rows.map((issue) => [issue.rowNumber, issue]));
  const taken = rows.filter((row) => !issueOf.has(row.rowNumber)).map((row) => row.facts.report);
  const batchOf = await findBatchesOfVisits(q, regionCode, taken);
  const told = new Set<string>();
  return {
    batchId,
    rows: rows.map(({ rowNumber, facts: { report } }): ReceivedRow => {
      const { institutionCode, settlementId } = report;
      const issue = issueOf.get(rowNumber);
      if (issue) return { rowNumber, institutionCode, settlementId, outcome: issue.outcome, reasons: issue.reasons };
      const key = visitKeyText(report);
      const isNew = batches.has(batchOf.get(key) ?? '') && !told.has(key);
      told.add(key);
      return { rowNumber, institutionCode, settlementId, outcome: isNew ? 'accepted' : 'already_held', reasons: [] };
    }),
  };
}
