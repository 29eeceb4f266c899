import type { Month } from '@/server/domain/kernel/calendar-day';
import type { CapitationTerms } from '@/server/domain/policy/policy-version';
import { type CountedCell, addToCells, cellCode, inOrder } from './count-members';
import type { MemberCell } from './member-month';
import { priceMembers } from './price-members';
import type { RosterChange } from './roster';

/**
 * What was learned after a month had closed. `repriced`: nobody of the cell changed, but its share of the month's income did,
 * because others did or the policy was published late.
 */
export const correctionReasons = ['death', 'moved_out', 'contract_begun', 'contract_ended', 'contract_changed', 'birth_day', 'sex', 'coverage', 'key_group', 'repriced'] as const;
export type CorrectionReason = (typeof correctionReasons)[number];

/** The difference of one cell of a closed month, signed. */
export interface MemberCorrection extends MemberCell {
  readonly originMonth: Month;
  readonly reasons: readonly CorrectionReason[];
}

/** What residents' changes come to in the cells of one month. */
export class MonthChanges {
  private readonly cells = new Map<string, CountedCell>();
  private readonly reasons = new Map<string, Set<CorrectionReason>>();

  constructor(readonly originMonth: Month) {}

  add({ before, after, reason }: Pick<RosterChange, 'before' | 'after' | 'reason'>): void {
    const taken = new Map<string, CountedCell>();
    addToCells(taken, before, this.originMonth);
    const given = new Map<string, CountedCell>();
    addToCells(given, after, this.originMonth);
    for (const [code, cell] of [...taken, ...given]) {
      this.cells.set(code, this.cells.get(code) ?? { ...cell, heads: 0, memberDays: 0 });
      this.reasons.set(code, (this.reasons.get(code) ?? new Set()).add(reason));
    }
    for (const [code, cell] of given) this.move(code, cell, 1);
    for (const [code, cell] of taken) this.move(code, cell, -1);
  }

  get isEmpty(): boolean {
    return this.cells.size === 0;
  }

  private move(code: string, { heads, memberDays }: CountedCell, sign: 1 | -1): void {
    const cell = this.cells.get(code);
    if (cell) this.cells.set(code, { ...cell, heads: cell.heads + sign * heads, memberDays: cell.memberDays + sign * memberDays });
  }

  /**
   * The differences that make the month, as it stands with earlier corrections, what it is as known now.
   *
   * @param standing the month's cells: as closed, with all corrections so far.
   */
  correctionsOf(standing: readonly MemberCell[], terms: CapitationTerms): MemberCorrection[] {
    const now = new Map<string, CountedCell>(standing.map(({ incomeFen: _income, ...cell }) => [cellCode(cell), cell]));
    for (const [code, { heads, memberDays, ...place }] of this.cells) {
      const before = now.get(code);
      now.set(code, { ...place, heads: (before?.heads ?? 0) + heads, memberDays: (before?.memberDays ?? 0) + memberDays });
    }
    const stood = new Map(standing.map((cell) => [cellCode(cell), cell]));
    const { cells } = priceMembers(inOrder(now.values()), terms, this.originMonth);
    return cells
      .map((cell): MemberCorrection => {
        const code = cellCode(cell);
        const before = stood.get(code);
        return {
          ...cell,
          originMonth: this.originMonth,
          heads: cell.heads - (before?.heads ?? 0),
          memberDays: cell.memberDays - (before?.memberDays ?? 0),
          incomeFen: cell.incomeFen - (before?.incomeFen ?? 0),
          reasons: [...(this.reasons.get(code) ?? new Set<CorrectionReason>(['repriced']))].sort(),
        };
      })
      .filter(({ heads, memberDays, incomeFen }) => heads !== 0 || memberDays !== 0 || incomeFen !== 0);
  }
}
