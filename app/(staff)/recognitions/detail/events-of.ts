import { recognition as copy } from '@/app/_copy/recognition';
import type { TimelineEvent } from '@/app/_ui/timeline';
import type { RecognitionDetail } from '../use-recognition';

/** What happened to a recognition, oldest first. */
export function eventsOf(recognition: RecognitionDetail['recognition']): TimelineEvent[] {
  const { events } = copy.detail;
  const { appliedAt, appliedByName, institutionCode, renewsId } = recognition;
  if (institutionCode === null && 'validTo' in recognition) return [{ at: appliedAt, title: events.takenOver, actorName: appliedByName }, ...endingOf(recognition)];
  const applied = { at: appliedAt, title: renewsId === null ? events.applied : events.renewed, actorName: appliedByName };
  return [applied, ...decisionOf(recognition), ...endingOf(recognition)];
}

function decisionOf(recognition: RecognitionDetail['recognition']): TimelineEvent[] {
  const { events } = copy.detail;
  if (!('decidedAt' in recognition)) return [];
  const { decidedAt: at, decidedByName: actorName } = recognition;
  if (recognition.status === 'declined') return [{ at, title: events.declined, actorName, note: recognition.reason }];
  return [{ at, title: events.approved, actorName, note: copy.list.validity(recognition.validFrom, recognition.validTo) }];
}

function endingOf(recognition: RecognitionDetail['recognition']): TimelineEvent[] {
  const { events } = copy.detail;
  if (!('endedAt' in recognition)) return [];
  const { endedAt: at, endedByName: actorName } = recognition;
  if (recognition.status === 'withdrawn') return [{ at, title: events.withdrawn, actorName }];
  return [{ at, title: events.revoked, actorName, note: `${copy.detail.revokedFrom(recognition.revokedFrom)}；${recognition.reason}` }];
}
