import { listRecognitionsOfResident } from '@/db/queries/recognition';
import { type Day, daysBetween } from '@/server/domain/kernel/calendar-day';
import type { RecognitionStanding } from '@/server/domain/recognition/codes';
import { standingOn } from '@/server/domain/recognition/validity';
import { type ServiceContext, today } from '../context';
import { ownResident } from './own-resident';

export interface OwnRecognition {
  readonly number: string;
  readonly diseaseName: string;
  readonly standing: RecognitionStanding;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly daysLeft: number | null;
  /** Why it was declined or revoked. */
  readonly reason: string | null;
}

/** The person's recognitions of chronic and special diseases, newest first; what was withdrawn before it was decided is left out. */
export async function listOwnRecognitions(context: ServiceContext): Promise<OwnRecognition[]> {
  const { regionCode, residentId } = ownResident(context);
  const held = await listRecognitionsOfResident(context.store.reads, regionCode, residentId);
  const day = today(context);
  return held
    .filter(({ status }) => status !== 'withdrawn')
    .map((each) => {
      const [validFrom, validTo] = 'validTo' in each ? [each.validFrom, each.validTo] : [null, null];
      return {
        ...{ number: each.number, diseaseName: each.diseaseName, standing: standingOn(each, day), validFrom, validTo },
        daysLeft: validTo === null ? null : daysBetween(day, validTo),
        reason: 'reason' in each ? each.reason : null,
      };
    });
}
