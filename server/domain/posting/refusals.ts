import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { PostingKind } from './posting';

export type PostingField = 'personName' | 'title' | 'subject' | 'note' | 'reason';

/** Why a posting cannot be recorded or withdrawn, in the order in which the reasons are given. */
export type PostingRefusal =
  | Refusal<'posting.same_institution', Record<never, never>>
  | Refusal<'posting.wrong_way', { readonly kind: PostingKind }>
  | Refusal<'posting.field_missing', { readonly field: PostingField }>
  | Refusal<'posting.field_too_long', { readonly field: PostingField; readonly limit: number }>
  | Refusal<'posting.days_out_of_order', { readonly fromDay: Day; readonly toDay: Day }>
  | Refusal<'posting.in_future', { readonly day: Day }>
  | Refusal<'posting.across_quarters', { readonly fromDay: Day; readonly toDay: Day }>
  | Refusal<'posting.times_out_of_range', { readonly times: number; readonly limit: number }>
  | Refusal<'posting.people_out_of_range', { readonly people: number; readonly limit: number }>
  | Refusal<'posting.already_recorded', { readonly personName: string; readonly fromDay: Day }>
  | Refusal<'posting.already_withdrawn', Record<never, never>>;
