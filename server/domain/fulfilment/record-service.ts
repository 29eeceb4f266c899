import { findItem } from '@/server/domain/contract/packages';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { ServicePackage } from '@/server/domain/policy/package-terms';
import { type GivenItem, entitlements } from './entitlements';
import type { RecordingRefusal } from './refusals';
import { type Measurements, measured, measurementRanges } from './service';
import { type Term, yearOf } from './term-years';

export interface RecordingFacts {
  readonly contract: Term;
  /** The contract's, as `packagesOf` lists them. */
  readonly packages: readonly ServicePackage[];
  readonly today: Day;
  readonly deathDay: Day | null;
  readonly day: Day;
  readonly itemCodes: readonly string[];
  readonly giver: { readonly name: string; readonly isMember: boolean };
  readonly teamName: string;
  /** Whoever records it says that somebody stood in for the team. */
  readonly bySubstitute: boolean;
  /** Whoever records it knows that a count is used up and says that it was given all the same. */
  readonly beyondPackage: boolean;
  readonly measurements: Measurements;
  /** The contract's services that stand. */
  readonly given: readonly GivenItem[];
}

/** An item to write down. */
export interface ItemToRecord {
  readonly packageCode: string;
  readonly itemCode: string;
  readonly yearStart: Day;
  /** Null: as often as needed. */
  readonly perYear: number | null;
  readonly beyondPackage: boolean;
}

/**
 * 履约登记: whether what was given to a resident on a day can be written down, item by item; every reason why not otherwise, in the
 * order of `RecordingRefusal`. One visit may serve several items, each once a day. Beyond a used-up count it is written down only when
 * said to be so, and counts for no package. A stand-in may give it, and is recorded as one.
 */
export function decideRecording(facts: RecordingFacts): Outcome<ItemToRecord[], RecordingRefusal> {
  const items = facts.itemCodes.map((code) => ({ code, found: findItem(facts.packages, code) }));
  return unlessRefused([...refusalsOfDay(facts), ...refusalsOfGiver(facts), ...items.flatMap(({ code, found }) => refusalsOfItem(facts, code, found?.item.name ?? null)), ...refusalsOfMeasurements(facts.measurements)], () => {
    const year = yearOf(facts.contract, facts.day);
    if (!year) throw new Error('a service outside its contract passed its checks');
    return entitlements(facts.packages, facts.contract, facts.day, facts.given)
      .filter(({ itemCode }) => facts.itemCodes.includes(itemCode))
      .map(({ packageCode, itemCode, perYear, left }) => ({ packageCode, itemCode, yearStart: year.start, perYear, beyondPackage: left === 0 }));
  });
}

function refusalsOfDay({ day, today, contract, deathDay }: RecordingFacts): RecordingRefusal[] {
  const refusals: RecordingRefusal[] = [];
  if (day > today) refusals.push({ code: 'service.in_future', facts: { day, today } });
  if (yearOf(contract, day) === null) refusals.push({ code: 'service.not_in_force', facts: { day, startDay: contract.startDay, endDay: contract.endDay } });
  if (deathDay !== null && day > deathDay) refusals.push({ code: 'service.after_death', facts: { day, deathDay } });
  return refusals;
}

function refusalsOfGiver({ giver, bySubstitute, teamName, day }: RecordingFacts): RecordingRefusal[] {
  return giver.isMember || bySubstitute ? [] : [{ code: 'service.giver_not_in_team', facts: { giverName: giver.name, teamName, day } }];
}

function refusalsOfItem(facts: RecordingFacts, itemCode: string, itemName: string | null): RecordingRefusal[] {
  if (itemName === null) return [{ code: 'service.item_unknown', facts: { itemCode } }];
  const { day, given, beyondPackage } = facts;
  if (given.some((each) => each.itemCode === itemCode && each.day === day)) return [{ code: 'service.already_recorded', facts: { itemName, day } }];
  const held = entitlements(facts.packages, facts.contract, day, given).find((each) => each.itemCode === itemCode);
  if (!held || held.left !== 0 || beyondPackage) return [];
  return [{ code: 'service.used_up', facts: { itemName, perYear: held.perYear ?? 0, yearEnd: held.year.end } }];
}

/** Values that nobody survives, or two that are the wrong way round. */
export function refusalsOfMeasurements(found: Measurements): RecordingRefusal[] {
  const refusals = measured.flatMap((name): RecordingRefusal[] => {
    const value = found[name];
    const { least, most } = measurementRanges[name];
    return value === undefined || (value >= least && value <= most) ? [] : [{ code: 'service.measurement_out_of_range', facts: { measured: name, found: value, least, most } }];
  });
  const { systolic, diastolic } = found;
  if (systolic !== undefined && diastolic !== undefined && diastolic >= systolic) refusals.push({ code: 'service.pressure_upside_down', facts: { systolic, diastolic } });
  return refusals;
}
