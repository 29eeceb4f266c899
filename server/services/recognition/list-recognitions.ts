import { type RecognitionCut, type RecognitionFilter, countRecognitions, listRecognitions as listRows } from '@/db/queries/recognition-list';
import { type Day, addDays, daysBetween } from '@/server/domain/kernel/calendar-day';
import type { RecognitionStanding } from '@/server/domain/recognition/codes';
import { standingOn } from '@/server/domain/recognition/validity';
import type { Sex } from '@/server/domain/registry/codes';
import { recognitionExpiringDays } from '@/server/domain/worklist/tiles';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { summaryOf } from '../resident/resident-summary';

/** The tabs of the worklist; `in_force` holds what is approved and has not ended, begun or not. */
export const recognitionTabs = ['applied', 'in_force', 'expiring', 'expired', 'declined', 'withdrawn', 'revoked'] as const;
export type RecognitionTab = (typeof recognitionTabs)[number];

export interface ListRecognitionsInput {
  readonly tab: RecognitionTab | 'all';
  readonly diseaseCode: string | null;
  /** The beginning of the resident's name, or the whole number of a recognition; empty for all. */
  readonly text: string;
  readonly page: number;
  readonly pageSize: number;
}

export interface ListedRecognition {
  readonly id: string;
  readonly number: string;
  readonly standing: RecognitionStanding;
  readonly residentId: string;
  readonly residentName: string;
  readonly maskedNumber: string;
  readonly sex: Sex;
  readonly age: number;
  readonly diseaseName: string;
  readonly diagnosisName: string;
  readonly diagnosisCode: string;
  readonly isRenewal: boolean;
  /** Null for one taken over from an earlier system. */
  readonly institutionName: string | null;
  readonly appliedAt: number;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  /** Days until its last day; negative once it is over, null where it has none. */
  readonly daysLeft: number | null;
}

/** One page of the recognitions within reach, with how many each tab holds under the same filters. */
export async function listRecognitions(
  context: ServiceContext,
  input: ListRecognitionsInput,
): Promise<{ rows: ListedRecognition[]; total: number; counts: Record<RecognitionTab, number> }> {
  const reach = permit(context, 'recognition:read');
  const day = today(context);
  const text = input.text.trim();
  const filter: Omit<RecognitionFilter, 'cut'> = { today: day, diseaseCode: input.diseaseCode, text: text === '' ? null : text };
  const cutOf = (tab: RecognitionTab | 'all'): RecognitionCut =>
    tab === 'expiring' ? { kind: tab, until: addDays(day, recognitionExpiringDays) } : { kind: tab };
  return context.store.snapshot(async (q) => {
    const { rows, total } = await listRows(q, reach, { ...filter, cut: cutOf(input.tab) }, input);
    const counts: Record<RecognitionTab, number> = { applied: 0, in_force: 0, expiring: 0, expired: 0, declined: 0, withdrawn: 0, revoked: 0 };
    for (const tab of recognitionTabs) counts[tab] = await countRecognitions(q, reach, { ...filter, cut: cutOf(tab) });
    return { total, counts, rows: rows.map((row) => listedOf(row, day)) };
  });
}

function listedOf({ recognition, resident, institutionName }: Awaited<ReturnType<typeof listRows>>['rows'][number], day: Day): ListedRecognition {
  const { id, number, residentId, diseaseName, diagnosisName, diagnosisCode, renewsId, appliedAt } = recognition;
  const { name: residentName, maskedNumber, sex, age } = summaryOf(resident, day);
  const [validFrom, validTo] = 'validTo' in recognition ? [recognition.validFrom, recognition.validTo] : [null, null];
  return {
    ...{ id, number, standing: standingOn(recognition, day), residentId, residentName, maskedNumber, sex, age },
    ...{ diseaseName, diagnosisName, diagnosisCode, isRenewal: renewsId !== null, institutionName, appliedAt, validFrom, validTo },
    daysLeft: validTo === null ? null : daysBetween(day, validTo),
  };
}
