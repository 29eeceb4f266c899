import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '@/db';
import { listEvidenceAfter, listEvidenceNotes } from '@/db/queries/agreement';
import type { AgreementKind } from '@/server/domain/agreement/codes';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type EvidenceFault, checkEvidence, evidenceNotes } from './check-evidence';

export interface FaultyEvidence {
  readonly evidenceId: string;
  readonly contractId: string;
  /** Null where the row is gone. */
  readonly kind: AgreementKind | null;
  readonly faults: readonly EvidenceFault[];
}

export interface EvidenceCheck {
  readonly documents: number;
  readonly faulty: readonly FaultyEvidence[];
}

const atATime = 200;

/** Computes the digest of every agreement and consent of the region again, and holds it against what is kept and what the audit chain says. */
export async function verifyEvidence(context: ServiceContext): Promise<EvidenceCheck> {
  const { regionCode } = permit(context, 'audit:read');
  return context.store.snapshot((q) => verifyRegion(q, regionCode));
}

async function verifyRegion(q: Queryable, regionCode: string): Promise<EvidenceCheck> {
  const notes = evidenceNotes(await listEvidenceNotes(q, regionCode, null));
  const unseen = new Set(notes.keys());
  const faulty: FaultyEvidence[] = [];
  let documents = 0;
  for (let afterId = ''; ; ) {
    const page = await listEvidenceAfter(q, regionCode, afterId, atATime);
    for (const evidence of page) {
      const { id: evidenceId, contractId, kind } = evidence;
      unseen.delete(evidenceId);
      const faults = checkEvidence(evidence, notes);
      if (faults.length > 0) faulty.push({ evidenceId, contractId, kind, faults });
    }
    documents += page.length;
    const last = page.at(-1);
    if (!last) break;
    afterId = last.id;
    await setImmediate();
  }
  const removed = [...unseen].map((evidenceId): FaultyEvidence => ({ evidenceId, contractId: notes.get(evidenceId)?.contractId ?? '', kind: null, faults: ['removed'] }));
  return { documents, faulty: [...faulty, ...removed] };
}
