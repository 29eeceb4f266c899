import { and, eq, gte, lte } from 'drizzle-orm';
import { among } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { benefitYear } from '@/db/schema';
import type { YearUse } from '@/server/domain/benefit/year-use';
import type { Day } from '@/server/domain/kernel/calendar-day';

export type BenefitYearRow = typeof benefitYear.$inferSelect;

/** Benefit years by their first days, both included, or all of them. */
export type YearSpan = { readonly from: Day; readonly to: Day } | 'all';

/** What residents have used of their years, by resident and year. Years and people of whom nothing is kept are not in it. */
export async function listYearUses(q: Queryable, regionCode: string, residentIds: readonly string[], years: YearSpan): Promise<Map<string, Map<Day, YearUse>>> {
  const found = new Map<string, Map<Day, YearUse>>();
  const { residentId, firstDay, used } = benefitYear;
  for (const row of await q.select({ residentId, firstDay, used }).from(benefitYear).where(ofYears(regionCode, residentIds, years))) {
    const own = found.get(row.residentId) ?? new Map<Day, YearUse>();
    found.set(row.residentId, own.set(row.firstDay, row.used));
  }
  return found;
}

/** Forgets these years of these residents, of whom new ones are kept in their place, or none. */
export async function replaceYearUses(tx: Tx, regionCode: string, residentIds: readonly string[], years: YearSpan, rows: readonly BenefitYearRow[]): Promise<void> {
  if (residentIds.length > 0) await tx.delete(benefitYear).where(ofYears(regionCode, residentIds, years));
  if (rows.length > 0) await tx.append(benefitYear, rows);
}

function ofYears(regionCode: string, residentIds: readonly string[], years: YearSpan) {
  const span = years === 'all' ? undefined : and(gte(benefitYear.firstDay, years.from), lte(benefitYear.firstDay, years.to));
  return and(eq(benefitYear.regionCode, regionCode), among(benefitYear.residentId, residentIds), span);
}
