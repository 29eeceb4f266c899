import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { PolicyLookupRefusal } from '@/server/domain/policy/refusals';
import type { CivilTime, VisitAmounts } from './visit';

/** Why a reported visit is not taken, in order of precedence. */
export type VisitRefusal =
  | Refusal<'visit.institution_unknown', { institutionCode: string }>
  | Refusal<'visit.resident_unknown', { certificateEnding: string }>
  | Refusal<'visit.name_differs', { reportedName: string }>
  | Refusal<'visit.settled_at_malformed', { settledAt: string }>
  | Refusal<'visit.settled_in_future', { settledOn: Day; today: Day }>
  | Refusal<'visit.settled_before_birth', { settledOn: Day; birthDay: Day }>
  | Refusal<'visit.settled_after_death', { settledOn: Day; deathDay: Day; lastDay: Day }>
  | Refusal<'visit.time_malformed', { column: 'begntime' | 'endtime'; value: string }>
  | Refusal<'visit.started_before_birth', { startedOn: Day; birthDay: Day }>
  | Refusal<'visit.started_after_settlement', { startedOn: Day; settledOn: Day }>
  | Refusal<'visit.ended_before_start', { startedAt: CivilTime; endedAt: CivilTime }>
  | Refusal<'visit.ended_in_future', { endedOn: Day; today: Day }>
  | Refusal<'visit.amount_negative', { amount: keyof VisitAmounts; amountFen: Fen }>
  | Refusal<'visit.parts_do_not_add_up', { totalFen: Fen; partsFen: Fen; differenceFen: Fen }>
  | Refusal<'visit.essential_drugs_outside_scope', { essentialDrugFen: Fen; inScopeFen: Fen }>
  | Refusal<'visit.prescription_days_out_of_range', { days: number; most: number }>
  | Refusal<'visit.refund_names_no_original', { settlementId: string }>
  | Refusal<'visit.refund_names_itself', { settlementId: string }>
  | PolicyLookupRefusal;
