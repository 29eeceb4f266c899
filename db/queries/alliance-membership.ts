import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { allianceMembership } from '@/db/schema';
import type { AllianceSpell } from '@/server/domain/registry/alliance-membership';

export type AllianceSpells = ReadonlyMap<string, readonly AllianceSpell[]>;

/** The dated alliances of those institutions that ever changed theirs, the earliest first. */
export async function listAllianceSpells(q: Queryable, regionCode: string, codes: 'all' | readonly string[] = 'all'): Promise<AllianceSpells> {
  if (codes !== 'all' && codes.length === 0) return new Map();
  const { institutionCode, fromDay, toDay, allianceId, allianceRole } = allianceMembership;
  const rows = await q
    .select({ institutionCode, fromDay, toDay, allianceId, role: allianceRole })
    .from(allianceMembership)
    .where(and(eq(allianceMembership.regionCode, regionCode), codes === 'all' ? undefined : inArray(institutionCode, [...codes])))
    .orderBy(asc(institutionCode), asc(fromDay));
  const spells = new Map<string, AllianceSpell[]>();
  for (const { institutionCode: code, ...spell } of rows) spells.set(code, [...(spells.get(code) ?? []), spell]);
  return spells;
}
