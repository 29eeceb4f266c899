import type { TransactionOptions, Tx } from '@/db';
import { type AuditRecord, appendAudits } from '@/db/queries/audit';
import type { Outcome, Refusal } from '@/server/domain/kernel/outcome';
import { namedBy } from '@/server/domain/registry/named-by';
import type { Actor } from '@/server/domain/permission/actor';
import { type ServiceContext, nameOfActor } from './context';

export interface AuditNote {
  /** `noun.verb` in the past tense of the field: 'contract.signed'. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** What a later reader needs to see; never an identity number or a phone. */
  readonly facts?: Record<string, unknown>;
  /**
   * A chain of its own, for transactions so long that on PostgreSQL every short one of the same chain would undo them. Without
   * one the row joins its actor's.
   */
  readonly chain?: string;
}

export interface UnitOfWork {
  readonly tx: Tx;
  /**
   * Notes what was done, at once. The rows are written when all else has been, for whoever else acts at the same institution waits from there to
   * the commit; nothing can be noted any more then.
   */
  readonly audit: (note: AuditNote) => Promise<void>;
  /**
   * What follows from this work and is a work of its own, such as offering a place that came free: done once this one is committed,
   * and not at all when it was refused. It must be something the clock does again, because it may fail or be cut off.
   */
  readonly afterwards: (work: () => Promise<unknown>) => void;
}

/**
 * One verb's transaction: everything it saves and its audit row are committed together, or, when it refuses or throws,
 * nothing is.
 *
 * @throws when work that was accepted left no audit row, which is a fault in the verb.
 */
export async function unitOfWork<Value, R extends Refusal>(
  context: ServiceContext,
  work: (unit: UnitOfWork) => Promise<Outcome<Value, R>>,
  options?: TransactionOptions,
): Promise<Outcome<Value, R>> {
  try {
    const done = await context.store.transaction(async (tx) => {
      const records: AuditRecord[] = [];
      let isOver = false;
      // A transaction that is tried again begins with an empty list.
      const followers: (() => Promise<unknown>)[] = [];
      const outcome = await work({
        tx,
        audit: (note) => {
          if (isOver) throw new Error(`${note.action} was noted when the work was over`);
          records.push(auditRecord(context, note));
          return Promise.resolve();
        },
        afterwards: (follower) => void followers.push(follower),
      });
      isOver = true;
      if (!outcome.ok) throw new RolledBack(outcome);
      if (records.length === 0) throw new Error('a unit of work was accepted without an audit row');
      await appendAudits(tx, records);
      return { outcome, followers };
    }, options);
    // What was asked for is done; what follows from it must not turn it into a failure, and the clock does it again.
    for (const follower of done.followers) await follower().catch((error: unknown) => process.emitWarning(`what follows a work failed: ${String(error)}`));
    return done.outcome;
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    if (!error.outcome.ok) await noteNamed(context, error.outcome.refusals);
    return error.outcome as Outcome<Value, R>;
  }
}

/** Carries a refusal out of the transaction, which rolls back as for any thrown thing. */
class RolledBack extends Error {
  constructor(readonly outcome: Outcome<never>) {
    super('refused');
  }
}

/** A refusal that names residents has shown them to whoever is refused. Nothing else of the work is kept, but that is. */
async function noteNamed(context: ServiceContext, refusals: readonly Refusal[]): Promise<void> {
  const named = namedBy(refusals);
  if (context.actor.kind !== 'staff' || named.length === 0) return;
  await context.store.transaction(async (tx) => {
    await appendAudits(tx, named.map(({ action, residentId: id, facts }) => auditRecord(context, { action, subject: { kind: 'resident', id }, facts })));
  });
}

function auditRecord(context: ServiceContext, note: AuditNote) {
  const { actor } = context;
  if (actor.regionCode === null) throw new Error('an audited act belongs to a region');
  return {
    regionCode: actor.regionCode,
    chain: note.chain ?? chainOf(actor),
    at: context.now(),
    ...identityOf(actor),
    action: note.action,
    subjectKind: note.subject.kind,
    subjectId: note.subject.id,
    facts: note.facts ?? {},
  };
}

/** Writers of one institution share a chain; the bureau, residents and jobs have one each. */
function chainOf(actor: Actor): string {
  switch (actor.kind) {
    case 'system':
      return 'system';
    case 'resident':
      return 'residents';
    case 'staff':
      return actor.institutionCodes[0] ?? 'region';
  }
}

function identityOf(actor: Actor) {
  switch (actor.kind) {
    case 'system':
      return { actorKind: actor.kind, actorId: actor.job, actorName: actor.job, role: null };
    case 'resident':
      return { actorKind: actor.kind, actorId: actor.guardianId ?? actor.residentId, actorName: nameOfActor(actor), role: 'resident' };
    case 'staff':
      return { actorKind: actor.kind, actorId: actor.accountId, actorName: actor.name, role: actor.role };
  }
}
