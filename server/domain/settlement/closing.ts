import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { ClosingRefusal } from './closing-refusals';
import { type SettlementCourse, wrongStep } from './course';
import type { SettlementCourseRefusal } from './course-refusals';
import type { StatementLine } from './statement';

/** 已支付、已收回、结转下年. */
export const disposalKinds = ['paid', 'recovered', 'carried'] as const;
export type DisposalKind = (typeof disposalKinds)[number];

/** What became of a line's final amount: money that moved has its day and voucher, what is carried has neither. */
export type Disposal =
  | { readonly kind: 'paid' | 'recovered'; readonly day: Day; readonly voucher: string }
  | { readonly kind: 'carried' };

export interface LineDisposal {
  readonly poolId: string;
  /** The code of the line. */
  readonly code: string;
  readonly disposal: Disposal;
}

export interface RecordedDisposal extends LineDisposal {
  readonly recordedBy: string;
  readonly recordedAt: number;
}

type DueLine = Pick<StatementLine, 'poolId' | 'code' | 'finalFen'>;

/** The lines of which something is to be paid, recovered or carried. */
export function linesDue<Line extends DueLine>(lines: readonly Line[]): Line[] {
  return lines.filter(({ finalFen }) => finalFen !== 0);
}

/**
 * 记支付: a positive final is paid; a negative one is recovered, or carried into the institution's next year. What was put
 * down wrong is put down anew until the settlement is closed.
 */
export function decideDisposals(
  course: SettlementCourse,
  lines: readonly DueLine[],
  disposals: readonly LineDisposal[],
  days: { readonly confirmed: Day; readonly today: Day },
): Outcome<true, SettlementCourseRefusal> {
  const keys = disposals.map(keyOf);
  const refusals = [
    ...notConfirmed(course),
    ...disposals.flatMap((each, at) => (keys.indexOf(keyOf(each)) === at ? problemsOf(each, lines, days) : [refusalOf('closing.line_twice', each)])),
  ];
  return unlessRefused(refusals, () => true as const);
}

function problemsOf({ poolId, code, disposal }: LineDisposal, lines: readonly DueLine[], days: { readonly confirmed: Day; readonly today: Day }): ClosingRefusal[] {
  const line = lines.find((each) => each.poolId === poolId && each.code === code);
  if (!line) return [refusalOf('closing.no_such_line', { poolId, code })];
  const { finalFen } = line;
  if (finalFen === 0) return [refusalOf('closing.nothing_due', line)];
  const refusals: ClosingRefusal[] = [];
  const { kind } = disposal;
  if ((finalFen > 0) !== (kind === 'paid')) refusals.push({ code: 'closing.wrong_kind', facts: { poolId, code, finalFen, kind } });
  if (kind === 'carried') return refusals;
  if (disposal.voucher.trim() === '') refusals.push(refusalOf('closing.voucher_missing', line));
  const { day } = disposal;
  if (day < days.confirmed || day > days.today) refusals.push({ code: 'closing.day_outside', facts: { poolId, code, day, from: days.confirmed, to: days.today } });
  return refusals;
}

function refusalOf(code: 'closing.no_such_line' | 'closing.line_twice' | 'closing.nothing_due' | 'closing.voucher_missing', { poolId, code: lineCode }: { readonly poolId: string; readonly code: string }): ClosingRefusal {
  return { code, facts: { poolId, code: lineCode } };
}

/** 办结: once every line with something due has its disposal, by somebody who recorded none of them. */
export function decideClosing(
  course: SettlementCourse,
  closing: { readonly by: string; readonly lines: readonly DueLine[]; readonly disposals: readonly RecordedDisposal[] },
): Outcome<true, SettlementCourseRefusal> {
  const refusals = notConfirmed(course);
  if (closing.disposals.some(({ recordedBy }) => recordedBy === closing.by)) refusals.push({ code: 'settlement.same_person', facts: { earlier: 'disposed' } });
  const done = new Set(closing.disposals.map(keyOf));
  const open = linesDue(closing.lines).filter((line) => !done.has(keyOf(line)));
  if (open.length > 0) refusals.push({ code: 'closing.lines_open', facts: { count: open.length } });
  return unlessRefused(refusals, () => true as const);
}

/** Once a settlement is confirmed, a newer version that was computed before is no longer in its way. */
function notConfirmed(course: SettlementCourse): SettlementCourseRefusal[] {
  return wrongStep({ ...course, newestVersion: course.version }, 'confirmed');
}

function keyOf({ poolId, code }: { readonly poolId: string; readonly code: string }): string {
  return `${poolId}/${code}`;
}
