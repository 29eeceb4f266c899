import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { DisposalKind } from './closing';

/** Why a line cannot be put down as paid, recovered or carried, or a settlement not be closed, in order of precedence. */
export type ClosingRefusal =
  | Refusal<'closing.no_such_line', { poolId: string; code: string }>
  | Refusal<'closing.line_twice', { poolId: string; code: string }>
  | Refusal<'closing.nothing_due', { poolId: string; code: string }>
  | Refusal<'closing.wrong_kind', { poolId: string; code: string; finalFen: Fen; kind: DisposalKind }>
  | Refusal<'closing.voucher_missing', { poolId: string; code: string }>
  | Refusal<'closing.day_outside', { poolId: string; code: string; day: Day; from: Day; to: Day }>
  | Refusal<'closing.lines_open', { count: number }>;
