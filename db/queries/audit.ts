import { createHash } from 'node:crypto';
import { type SQL, and, asc, desc, eq, gt, lt, lte, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { dialect } from '@/db/columns';
import { prepared, setTo } from '@/db/prepared';
import type { Reach } from '@/db/reach';
import { auditEvent, auditHead } from '@/db/schema/account';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';

export interface AuditRecord {
  readonly regionCode: string;
  readonly chain: string;
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly role: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly facts: Record<string, unknown>;
}

export type AuditRow = AuditRecord & { readonly seq: number; readonly previousHash: string; readonly hash: string };

const genesis = '0'.repeat(43);

/** Adds a row to its chain, as `appendAudits` adds several. */
export function appendAudit(tx: Tx, record: AuditRecord): Promise<void> {
  return appendAudits(tx, [record]);
}

/**
 * Adds rows to their chains, those of one chain in their order. The head moves in the same transaction, so a chain has no gap and no fork. It
 * is taken first: on PostgreSQL two writers of one chain then meet in a row that can be waited for, and not in a key that exists.
 */
export async function appendAudits(tx: Tx, records: readonly AuditRecord[]): Promise<void> {
  for (const ofChain of Map.groupBy(records, ({ regionCode, chain }) => `${regionCode} ${chain}`).values()) await appendToChain(tx, ofChain);
}

async function appendToChain(tx: Tx, records: readonly AuditRecord[]): Promise<void> {
  const [first] = records;
  if (!first) return;
  const { regionCode, chain } = first;
  const head = (await headOf(tx, { regionCode, chain }))[0] ?? (await beginChain(tx, regionCode, chain));
  let { seq, hash } = head;
  const rows = records.map((record): AuditRow => {
    const linked = { ...record, seq: seq + 1, previousHash: hash };
    [seq, hash] = [linked.seq, auditHash(linked)];
    return { ...linked, hash };
  });
  await tx.append(auditEvent, rows);
  const moved = await moveHead(tx, { regionCode, chain, seen: head.seq, seq, hash });
  if (moved.length !== 1) throw new Error(`audit chain ${chain} moved under its own transaction`);
}

/** A chain has its head before its first row; of two who begin it, one waits for the other and goes on after it. */
async function beginChain(tx: Tx, regionCode: string, chain: string): Promise<{ readonly seq: number; readonly hash: string }> {
  await tx.insert(auditHead).values({ regionCode, chain, seq: 0, hash: genesis }).onConflictDoNothing();
  const [head] = await headOf(tx, { regionCode, chain });
  if (!head) throw new Error(`audit chain ${chain} cannot be begun`);
  return head;
}

const headOf = prepared(['regionCode', 'chain'], (q, { regionCode, chain }) => {
  const head = q
    .select({ seq: auditHead.seq, hash: auditHead.hash })
    .from(auditHead)
    .where(and(eq(auditHead.regionCode, regionCode), eq(auditHead.chain, chain)));
  // Whoever has it in hand goes first; the next waits for that and sees what it left.
  return dialect === 'postgres' ? head.for('update') : head;
});

const moveHead = prepared(['regionCode', 'chain', 'seen', 'seq', 'hash'], (q, { regionCode, chain, seen, ...next }) =>
  q
    .update(auditHead)
    .set(setTo(next))
    .where(and(eq(auditHead.regionCode, regionCode), eq(auditHead.chain, chain), eq(auditHead.seq, seen)))
    .returning({ seq: auditHead.seq }),
);

/** SHA-256 over the previous hash and the row's canonical JSON. */
export function auditHash(row: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(row)).digest('base64url');
}

/** Where a row stands among all of a region: no two stand alike, whatever happened in one instant. */
export type AuditPlace = Pick<AuditRow, 'at' | 'chain' | 'seq'>;

/** One page of a region's audit, newest first, and of one instant chain by chain; `before` is the row to go on after. */
export async function listAudit(
  q: Queryable,
  reach: Reach,
  filter: { readonly subjectKind?: string; readonly subjectId?: string; readonly before?: AuditPlace; readonly limit: number },
): Promise<AuditRow[]> {
  return q
    .select()
    .from(auditEvent)
    .where(
      and(
        eq(auditEvent.regionCode, reach.regionCode),
        filter.subjectKind === undefined ? undefined : eq(auditEvent.subjectKind, filter.subjectKind),
        filter.subjectId === undefined ? undefined : eq(auditEvent.subjectId, filter.subjectId),
        filter.before === undefined ? undefined : after(filter.before),
      ),
    )
    .orderBy(desc(auditEvent.at), asc(auditEvent.chain), desc(auditEvent.seq))
    .limit(filter.limit);
}

function after({ at, chain, seq }: AuditPlace): SQL | undefined {
  const laterInChain = and(eq(auditEvent.chain, chain), lt(auditEvent.seq, seq));
  // The first condition follows from the second, and is a range of the index.
  return and(lte(auditEvent.at, at), or(lt(auditEvent.at, at), gt(auditEvent.chain, chain), laterInChain));
}

/** Walks every chain and lists the rows whose hash, order or link is wrong, and chains whose tail is cut. */
export async function verifyAudit(q: Queryable): Promise<{ rows: number; problems: string[] }> {
  const problems: string[] = [];
  let rows = 0;
  for (const head of await q.select().from(auditHead).orderBy(asc(auditHead.regionCode), asc(auditHead.chain))) {
    let previousHash = genesis;
    let seq = 0;
    for (let after = 0; ; ) {
      const page = await q
        .select()
        .from(auditEvent)
        .where(and(eq(auditEvent.regionCode, head.regionCode), eq(auditEvent.chain, head.chain), sql`${auditEvent.seq} > ${after}`))
        .orderBy(asc(auditEvent.seq))
        .limit(5000);
      for (const { hash, ...row } of page) {
        rows += 1;
        seq += 1;
        const place = `${head.regionCode} ${head.chain} #${row.seq}`;
        if (row.seq !== seq) problems.push(`${place}: row ${seq} is missing`);
        if (row.previousHash !== previousHash) problems.push(`${place}: does not follow the row before it`);
        if (auditHash(row) !== hash) problems.push(`${place}: content was changed`);
        previousHash = hash;
        seq = row.seq;
      }
      if (page.length === 0) break;
      after = seq;
    }
    if (head.seq !== seq || head.hash !== previousHash) problems.push(`${head.regionCode} ${head.chain}: the tail after #${seq} is missing`);
  }
  return { rows, problems };
}
