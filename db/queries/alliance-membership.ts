import { and, asc, eq } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable } from '@/db/client';
import { prepared } from '@/db/prepared';
import { allianceMembership } from '@/db/schema';
import type { AllianceSpell } from '@/server/domain/registry/alliance-membership';

export type AllianceSpells = ReadonlyMap<string, readonly AllianceSpell[]>;

/** The dated alliances of those institutions that ever changed theirs, the earliest first. */
export async function listAllianceSpells(q: Queryable, regionCode: string, codes: 'all' | readonly string[] = 'all'): Promise<AllianceSpells> {
  if (codes !== 'all' && codes.length === 0) return new Map();
  const rows = codes === 'all' ? await allSpells(q, { regionCode }) : await spellsOf(q, { regionCode, codes: listed(codes) });
  const spells = new Map<string, AllianceSpell[]>();
  for (const { institutionCode: code, ...spell } of rows) spells.set(code, [...(spells.get(code) ?? []), spell]);
  return spells;
}

const { institutionCode, fromDay, toDay, allianceId, allianceRole: role } = allianceMembership;
const spellColumns = { institutionCode, fromDay, toDay, allianceId, role };

const allSpells = prepared(['regionCode'], (q, { regionCode }) =>
  q.select(spellColumns).from(allianceMembership).where(eq(allianceMembership.regionCode, regionCode)).orderBy(asc(institutionCode), asc(fromDay)),
);

const spellsOf = prepared(['regionCode', 'codes'], (q, { regionCode, codes }) =>
  q
    .select(spellColumns)
    .from(allianceMembership)
    .where(and(eq(allianceMembership.regionCode, regionCode), among(institutionCode, codes)))
    .orderBy(asc(institutionCode), asc(fromDay)),
);
