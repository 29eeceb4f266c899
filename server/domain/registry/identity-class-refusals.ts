import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { IdentityClass } from './identity-classes';

/** Why an identity class cannot be recorded, ended or withdrawn as asked, in order of precedence. */
export type IdentityClassRefusal =
  | Refusal<'identity_class.days_out_of_order', { from: Day; to: Day }>
  | Refusal<'identity_class.before_birth', { from: Day; birthDay: Day }>
  | Refusal<'identity_class.after_death', { from: Day; deathDay: Day }>
  | Refusal<'identity_class.begins_too_far', { from: Day; latest: Day }>
  | Refusal<'identity_class.already_held', { identityClass: IdentityClass; from: Day; to: Day | null }>
  | Refusal<'identity_class.already_ended', { to: Day }>
  | Refusal<'identity_class.withdrawn', { from: Day }>
  | Refusal<'identity_class.reason_too_short', { least: number }>;
