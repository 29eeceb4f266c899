import { DatabaseError, type Reach } from '@/db';
import { reaches } from '@/db/reach';
import { findPostingByRequest, insertPosting, isPostingRecorded } from '@/db/queries/posting';
import { findInstitution } from '@/db/queries/registry';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { checkPosting } from '@/server/domain/posting/check-posting';
import type { Posting, PostingEntry } from '@/server/domain/posting/posting';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface RecordPostingInput extends PostingEntry {
  /** The client's own, so that sending twice writes once. */
  readonly requestKey: string;
}

/** Writes down that somebody was sent to help, or to learn: for one's own institution, on either side. */
export async function recordPosting(context: ServiceContext, input: RecordPostingInput): Promise<Outcome<{ readonly id: string }, AnyRefusal>> {
  const reach = permit(context, 'posting:record');
  try {
    return await writePosting(context, reach, input);
  } catch (error) {
    if (!(error instanceof DatabaseError && error.problem === 'unique')) throw error;
    // Somebody wrote the same down in the same moment; now it can be told who was first.
    return writePosting(context, reach, input);
  }
}

function writePosting(context: ServiceContext, reach: Reach, { requestKey, ...entry }: RecordPostingInput): Promise<Outcome<{ readonly id: string }, AnyRefusal>> {
  return unitOfWork<{ readonly id: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const repeated = await findPostingByRequest(tx, reach, requestKey);
    if (repeated) {
      await audit({ action: 'posting.recorded_again', subject: { kind: 'posting', id: repeated.id } });
      return accept({ id: repeated.id });
    }
    const { regionCode } = reach;
    const from = await findInstitution(tx, regionCode, entry.fromInstitutionCode);
    const to = await findInstitution(tx, regionCode, entry.toInstitutionCode);
    if (!from || !to || !isOwn(reach, entry)) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    const checked = checkPosting({ entry, fromLevel: from.level, toLevel: to.level, today: today(context) });
    if (!checked.ok) return checked;
    const { personName, fromDay } = checked.value;
    if (await isPostingRecorded(tx, regionCode, checked.value)) return refuse({ code: 'posting.already_recorded', facts: { personName, fromDay } });
    const made: Posting = {
      ...{ ...checked.value, id: context.newId(), regionCode, recordedAt: context.now(), recordedByName: nameOfActor(context.actor) },
      ...{ withdrawnAt: null, withdrawnReason: null, version: 1 },
    };
    await insertPosting(tx, made, requestKey);
    await audit({ action: 'posting.recorded', subject: { kind: 'posting', id: made.id }, facts: factsOf(made) });
    return accept({ id: made.id });
  });
}

function isOwn(reach: Reach, { fromInstitutionCode, toInstitutionCode }: PostingEntry): boolean {
  return reaches(reach, reach.regionCode, fromInstitutionCode) || reaches(reach, reach.regionCode, toInstitutionCode);
}

function factsOf({ kind, fromInstitutionCode, toInstitutionCode, personName, fromDay, toDay, times, people }: Posting): Record<string, unknown> {
  return { kind, fromInstitutionCode, toInstitutionCode, personName, fromDay, toDay, times, people };
}
