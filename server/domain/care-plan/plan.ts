import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { CarePlanKind, CarePlanStatus, CareTaskKind, CriterionAnswer, DrugChange, DrugFrequency, DrugRoute, ReadmissionSource } from './codes';

/** A drug as WS 445.16 writes it down. Every field may be empty while the plan is a draft. */
export interface PlannedDrug {
  /** 药物名称, DE08.50.022.00, at most 50 characters. */
  readonly name: string;
  /** 药物剂型, DE08.50.011.00; null when it does not matter. */
  readonly form: string | null;
  /** 药物使用次剂量, DE08.50.023.00: a decimal as text, never a float. */
  readonly dose: string;
  /** 药物使用剂量单位, DE08.50.024.00. */
  readonly unit: string;
  readonly frequency: DrugFrequency;
  readonly route: DrugRoute;
  /** 用药天数, DE06.00.147.00; null for as long as nobody stops it. */
  readonly days: number | null;
  readonly change: DrugChange;
  readonly note: string | null;
}

/** What the team at home is asked to do, and by when. */
export interface PlannedTask {
  /** Names the task within its plan through every revision. */
  readonly key: string;
  readonly kind: CareTaskKind;
  readonly title: string;
  /** From when it may be done; null: at any time before. */
  readonly from: Day | null;
  readonly due: Day;
}

/** 出院小结, by the parts a primary team works from. */
export interface DischargeSummary {
  /** 病案号 DE01.00.004.00, at most 18 characters. */
  readonly recordNumber: string | null;
  readonly admittedOn: Day | null;
  readonly dischargedOn: Day | null;
  /** Until when the hospital had meant to keep the patient; with it, beds freed early are counted where none was booked here. */
  readonly plannedUntil: Day | null;
  readonly course: string;
  /** Condition on leaving. */
  readonly state: string;
  readonly results: string | null;
  readonly operations: readonly { readonly name: string; readonly day: Day | null }[];
}

/** What the hospital hands over: all that a doctor wrote, as it was written. */
export interface CarePlanContent {
  readonly kind: CarePlanKind;
  readonly summary: DischargeSummary;
  /** The main diagnosis first. */
  readonly diagnoses: readonly { readonly code: string | null; readonly name: string }[];
  readonly criteria: {
    /** Which list was ticked (criteria.ts). */
    readonly list: string;
    readonly answers: Readonly<Record<string, CriterionAnswer>>;
    /** Why the patient goes down although something is not met; their wish is one. */
    readonly reason: string | null;
  };
  readonly drugs: readonly PlannedDrug[];
  readonly goals: string | null;
  /** Rehabilitation or what is managed at home, in the hospital's words. */
  readonly measures: string | null;
  readonly lifestyle: string | null;
  /** When to come back at once; the patient reads it too. */
  readonly warnings: string | null;
  readonly tasks: readonly PlannedTask[];
}

export const emptyContent: CarePlanContent = {
  kind: 'post_acute',
  summary: { recordNumber: null, admittedOn: null, dischargedOn: null, plannedUntil: null, course: '', state: '', results: null, operations: [] },
  diagnoses: [],
  criteria: { list: 'general', answers: {}, reason: null },
  drugs: [],
  ...{ goals: null, measures: null, lifestyle: null, warnings: null },
  tasks: [],
};

/** A readmission as it was found. */
export interface Readmission {
  readonly source: ReadmissionSource;
  /** The settlement number with its institution before a slash, or the referral's number. */
  readonly ref: string;
  readonly on: Day;
}

/** 接续计划: one for each referral that comes back or goes down. */
export interface CarePlan {
  readonly regionCode: string;
  readonly referralId: string;
  readonly residentId: string;
  /** Who writes it. */
  readonly hospitalCode: string;
  /** Whose team goes on with it. */
  readonly homeCode: string;
  readonly status: CarePlanStatus;
  readonly content: CarePlanContent;
  /** 0 while it is a draft; each wording that was handed over has its own and is kept. */
  readonly revision: number;
  readonly savedAt: Instant;
  readonly savedByName: string;
  readonly handedOverAt: Instant | null;
  /** The day that the window for a readmission counts from. */
  readonly dischargedOn: Day | null;
  /** Nights in hospital that were not needed any more. */
  readonly bedDaysFreed: number;
  readonly readmission: Readmission | null;
  readonly version: number;
}
