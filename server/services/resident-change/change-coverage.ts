import { listStandings, replaceCoverage } from '@/db/queries/resident-standing';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type CoverageTimeline, coverageOn } from '@/server/domain/registry/coverage';
import { changeCoverage as decide, withReason, withdrawCoverage as decideWithdrawal } from '@/server/domain/registry/decide-resident-change';
import type { ChangeValue } from '@/server/domain/registry/resident-change';
import type { Coverage } from '@/server/domain/registry/resident';
import { valueOn } from '@/server/domain/registry/timeline';
import { type ServiceContext, today } from '../context';
import { type ChangeGround, type PlannedChange, type ResidentChanged, type ResidentHandle, changeResident } from './save-change';

export interface ChangeCoverageInput extends ResidentHandle {
  readonly from: Day;
  /** Null: no longer insured in the region. */
  readonly coverage: Coverage | null;
  readonly reason: string;
}

/**
 * 参保变更: as what a resident is insured from a day on, until the next step that is recorded. Held visits of these days are
 * adjudicated again, and closed months count the member where they belong with the next closing.
 */
export function changeCoverage(context: ServiceContext, input: ChangeCoverageInput): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  const { from, coverage: value, reason } = input;
  return changeResident(context, 'resident:correct', input, async ({ tx, row, regionCode }) => {
    const { coverage } = (await listStandings(tx, regionCode, [row.id])).get(row.id);
    const outcome = withReason(decide({ timeline: coverage, step: { from, value }, person: row, today: today(context) }), reason);
    if (!outcome.ok) return outcome;
    return accept(coverageChange({ tx, row, regionCode }, { from, before: coverageOn(coverage, from), after: value, timeline: outcome.value, reason }));
  });
}

/** Takes back a step of coverage that was a mistake; what held before it goes on. */
export function withdrawCoverage(context: ServiceContext, input: ResidentHandle & { readonly from: Day; readonly reason: string }): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  const { from, reason } = input;
  return changeResident(context, 'resident:correct', input, async ({ tx, row, regionCode }) => {
    const { coverage } = (await listStandings(tx, regionCode, [row.id])).get(row.id);
    const outcome = withReason(decideWithdrawal(coverage, from), reason);
    if (!outcome.ok) return outcome;
    return accept(coverageChange({ tx, row, regionCode }, { from, before: coverageOn(coverage, from), after: valueOn(outcome.value, from), timeline: outcome.value, reason }));
  });
}

interface CoverageStep {
  readonly from: Day;
  readonly before: Coverage | null;
  readonly after: Coverage | null;
  readonly timeline: CoverageTimeline;
  readonly reason: string | null;
}

/** A step of coverage as a change of the record. */
export function coverageChange({ row, regionCode }: ChangeGround, { from, before, after, timeline, reason }: CoverageStep): PlannedChange {
  return {
    action: 'resident.coverage_changed',
    facts: { from },
    fields: [{ field: 'coverage', day: from, before: coverageValue(before), after: coverageValue(after) }],
    reason,
    write: async ({ tx }) => accept(await replaceCoverage(tx, regionCode, row.id, timeline)),
    refolds: true,
  };
}

export function coverageValue(coverage: Coverage | null): ChangeValue {
  return coverage && { insutype: coverage.insutype, retired: coverage.retired };
}
