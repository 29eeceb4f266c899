import { type Month, daysOfMonth } from '@/server/domain/kernel/calendar-day';
import { type CountedCell, addToCells, cellCode } from './count-members';
import type { RosterEntry } from './roster';

/** The cells of a month that go over into the next one, once those are taken out who are counted anew. */
export class CarriedCells {
  private readonly taken = new Map<string, CountedCell>();

  /** @param standing the month's cells, with every correction so far. */
  constructor(
    private readonly month: Month,
    private readonly standing: readonly CountedCell[],
  ) {}

  /** Takes out what a resident counted in the month. */
  take(entries: readonly RosterEntry[]): void {
    addToCells(this.taken, entries, this.month);
  }

  /**
   * Adds to another month's cells everybody who is left. Nothing began or ended for them, so they count on every day of either month.
   *
   * @throws Error where days are left over: then somebody was not taken out of whom there was news, or the roster is not what was counted.
   */
  addTo(cells: Map<string, CountedCell>, month: Month): void {
    const unknown = new Set(this.taken.keys());
    for (const { institutionCode, teamId, insutype, ageBand, sex, inKeyGroup, ...counted } of this.standing) {
      const place = { institutionCode, teamId, insutype, ageBand, sex, inKeyGroup };
      const code = cellCode(place);
      unknown.delete(code);
      const gone = this.taken.get(code);
      const heads = counted.heads - (gone?.heads ?? 0);
      const memberDays = counted.memberDays - (gone?.memberDays ?? 0);
      if (heads < 0 || memberDays !== heads * daysOfMonth(this.month)) throw new Error(`the roster of ${this.month} is not what was counted at ${code}`);
      if (heads === 0) continue;
      const before = cells.get(code);
      cells.set(code, { ...place, heads: (before?.heads ?? 0) + heads, memberDays: (before?.memberDays ?? 0) + heads * daysOfMonth(month) });
    }
    if (unknown.size > 0) throw new Error(`the roster of ${this.month} names cells that were not counted: ${[...unknown].join(', ')}`);
  }
}
