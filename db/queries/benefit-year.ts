import { and, eq, gte, lte } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { type Placeholders, prepared } from '@/db/prepared';
import { benefitYear } from '@/db/schema';
import type { YearUse } from '@/server/domain/benefit/year-use';
import type { Day } from '@/server/domain/kernel/calendar-day';

export type BenefitYearRow = typeof benefitYear.$inferSelect;

/** Benefit years by their first days, both included, or all of them. */
export type YearSpan = { readonly from: Day; readonly to: Day } | 'all';

/** What residents have used of their years, by resident and year. Years and people of whom nothing is kept are not in it. */
export async function listYearUses(q: Queryable, regionCode: string, residentIds: readonly string[], years: YearSpan): Promise<Map<string, Map<Day, YearUse>>> {
  const found = new Map<string, Map<Day, YearUse>>();
  for (const row of await usesOf(q, { regionCode, residentIds: listed(residentIds), ...within(years) })) {
    const own = found.get(row.residentId) ?? new Map<Day, YearUse>();
    found.set(row.residentId, own.set(row.firstDay, row.used));
  }
  return found;
}

/** Keeps how years stand; each takes the place of what was kept of it. */
export async function putYearUses(tx: Tx, rows: readonly BenefitYearRow[]): Promise<void> {
  if (rows.length > 0) await tx.put(benefitYear, rows);
}

/** Forgets these years of these residents. */
export async function forgetYearUses(tx: Tx, regionCode: string, residentIds: readonly string[], years: YearSpan): Promise<void> {
  if (residentIds.length > 0) await forgetting(tx, { regionCode, residentIds: listed(residentIds), ...within(years) });
}

const ofYears = ['regionCode', 'residentIds', 'from', 'to'] as const;
type OfYears = Placeholders<(typeof ofYears)[number]>;

const usesOf = prepared(ofYears, (q, of) => {
  const { residentId, firstDay, used } = benefitYear;
  return q.select({ residentId, firstDay, used }).from(benefitYear).where(areOf(of));
});

const forgetting = prepared(ofYears, (q, of) => q.delete(benefitYear).where(areOf(of)));

function areOf({ regionCode, residentIds, from, to }: OfYears) {
  return and(eq(benefitYear.regionCode, regionCode), among(benefitYear.residentId, residentIds), gte(benefitYear.firstDay, from), lte(benefitYear.firstDay, to));
}

/** Every day there is lies between the first and the last. */
function within(years: YearSpan): { readonly from: Day; readonly to: Day } {
  return years === 'all' ? { from: '0000-01-01', to: '9999-12-31' } : years;
}
