import type { Reach, Tx } from '@/db';
import { type KeptRecognition, findRecognition, saveRecognition } from '@/db/queries/recognition';
import { type ResidentRow, findResidentOfRegion } from '@/db/queries/resident';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Scope } from '@/server/domain/permission/scopes';
import type { RecognitionStatus } from '@/server/domain/recognition/codes';
import type { Recognition } from '@/server/domain/recognition/recognition';
import { daysInForce } from '@/server/domain/recognition/validity';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';

/** Which recognition, and in which version it was seen; null for a caller that has seen none. */
export interface RecognitionHandle {
  readonly recognitionId: string;
  readonly version: number | null;
}

/** What a verb answers: enough to go on without reading again. */
export interface RecognitionReceipt {
  readonly id: string;
  readonly number: string;
  readonly status: RecognitionStatus;
  readonly version: number;
  /** How many held visits were adjudicated differently because of it. */
  readonly changedVisits: number;
}

export interface RecognitionStep {
  /** What happened, as audit rows name it: `recognition.${name}`. */
  readonly name: 'approved' | 'declined' | 'withdrawn' | 'revoked';
  readonly facts: Readonly<Record<string, string | null>>;
}

export interface LoadedRecognition {
  readonly kept: KeptRecognition;
  readonly resident: ResidentRow;
}

/**
 * One step of a recognition by the pure rule `decide`: load what is within reach, decide, save, adjudicate the person's visits
 * again where the days in force changed, leave the audit row. A version other than the one seen is a conflict.
 */
export function changeRecognition(
  context: ServiceContext,
  scope: Scope,
  handle: RecognitionHandle,
  step: RecognitionStep,
  decide: (tx: Tx, loaded: LoadedRecognition) => Promise<Outcome<Recognition, AnyRefusal>>,
): Promise<Outcome<RecognitionReceipt, AnyRefusal>> {
  const reach = permit(context, scope);
  return unitOfWork<RecognitionReceipt, AnyRefusal>(context, async ({ tx, audit }) => {
    const loaded = await loadRecognition(tx, reach, handle);
    if (!loaded.ok) return loaded;
    const { kept, resident } = loaded.value;
    const decision = await decide(tx, loaded.value);
    if (!decision.ok) return decision;
    const next = decision.value;
    if (!(await saveRecognition(tx, next, kept.version))) return refuse(changed);
    const changedVisits = countsOnOtherDays(kept.recognition, next) ? await refoldResident(tx, reach.regionCode, resident, context.now()) : 0;
    const { id, number, residentId, diseaseCode, status } = next;
    const facts = { number, residentId, diseaseCode, ...step.facts, ...daysOf(next), changedVisits };
    await audit({ action: `recognition.${step.name}`, subject: { kind: 'recognition', id }, facts });
    return accept({ id, number, status, version: kept.version + 1, changedVisits });
  });
}

const changed = { code: 'conflict.changed_meanwhile', facts: { what: 'recognition' } } as const;

async function loadRecognition(tx: Tx, reach: Reach, { recognitionId, version }: RecognitionHandle): Promise<Outcome<LoadedRecognition, AnyRefusal>> {
  const kept = await findRecognition(tx, reach, recognitionId);
  const resident = kept && (await findResidentOfRegion(tx, reach.regionCode, kept.recognition.residentId));
  if (!kept || !resident) return refuse({ code: 'not_found', facts: { what: 'recognition' } });
  if (version !== null && kept.version !== version) return refuse(changed);
  return accept({ kept, resident });
}

function countsOnOtherDays(before: Recognition, after: Recognition): boolean {
  const [was, is] = [daysInForce(before), daysInForce(after)];
  return was?.from !== is?.from || was?.to !== is?.to;
}

function daysOf(next: Recognition): { validFrom?: string; validTo?: string; revokedFrom?: string } {
  switch (next.status) {
    case 'approved':
      return { validFrom: next.validFrom, validTo: next.validTo };
    case 'revoked':
      return { revokedFrom: next.revokedFrom };
    default:
      return {};
  }
}
