import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Coverage } from './resident';
import { type Timeline, sinceEver, valueOn } from './timeline';

/** 参保 day by day; null: not insured in the region. */
export type CoverageTimeline = Timeline<Coverage | null>;

/** As what a person is insured on a day; null when they are not. */
export function coverageOn(timeline: CoverageTimeline, day: Day): Coverage | null {
  return valueOn(timeline, day);
}

/** Of somebody whose coverage is told without a day. */
export function coveredSinceEver({ insutype, retired }: Coverage): CoverageTimeline {
  return [{ from: sinceEver, value: { insutype, retired } }];
}

export function sameCoverage(one: Coverage | null, other: Coverage | null): boolean {
  return one?.insutype === other?.insutype && one?.retired === other?.retired;
}
