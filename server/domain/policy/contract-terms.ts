import type { DecimalText } from '@/server/domain/kernel/money';
import type { Cited } from './cited';
import type { FollowUpPlan, ServicePackage } from './package-terms';

/** 家庭医生签约: what a region leaves to numbers about contracts, the teams that sign them and the packages they are for. */
export interface ContractTerms {
  readonly termYears: Cited<readonly number[]>;
  readonly defaultTermYears: Cited<number>;
  readonly teamCapacity: Cited<number>;
  readonly doctorCapacity: Cited<number>;
  /** The part of the capacity at which a team is told that it fills up, such as "0.9". */
  readonly warnAt: Cited<DecimalText>;
  /** Whether an incomplete team may sign somebody new. */
  readonly teamComposition: Cited<TeamCompositionTerm>;
  readonly coverage: CoverageTerms;
  /** What a contract can be for, in the order in which a desk offers it; prices and who bears them stand here. */
  readonly packages: readonly ServicePackage[];
  readonly followUps: readonly FollowUpPlan[];
  readonly renewalReminders: RenewalReminderTerms;
  readonly lifeCycle: LifeCycleTerms;
}

/** 续签提醒. */
export interface RenewalReminderTerms {
  /** How many days before the end a contract comes on the list, farthest first. */
  readonly listDays: Cited<readonly number[]>;
  /** Days that lie at least between two reminders about one contract. */
  readonly apartDays: Cited<number>;
}

/** `required`: a team without a leading doctor, a nurse or a public-health doctor signs nobody new. `advised`: it is told so and may. */
export const teamCompositionTerms = ['required', 'advised'] as const;
export type TeamCompositionTerm = (typeof teamCompositionTerms)[number];

/** 签约覆盖率的目标: shares of the residents, and of the key groups' people, to be reached by the end of a year. */
export interface CoverageTerms {
  readonly goalYear: Cited<number>;
  readonly totalGoal: Cited<DecimalText>;
  readonly keyGroupGoal: Cited<DecimalText>;
  /** By how much coverage is to grow each year until then: at least, and at most asked for. */
  readonly yearlyLeast: Cited<DecimalText>;
  readonly yearlyMost: Cited<DecimalText>;
}

/** 续签、转签和签约申请的期限. */
export interface LifeCycleTerms {
  /** From how many days before its last one a contract may be renewed; it also counts as ending soon from then on. */
  readonly renewalDaysBefore: Cited<number>;
  /** Up to how many days after its last one a contract may still be renewed, from the day on which that is done. */
  readonly lateRenewalDays: Cited<number>;
  /** How often in twelve months a resident may change teams without giving a reason such as having moved. */
  readonly transfersPerYear: Cited<number>;
  /** For how many days a request waits for its answer before it lapses. */
  readonly requestDays: Cited<number>;
}
