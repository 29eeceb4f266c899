import type { Tx } from '@/db';
import { insertInstitutions, listAlliances, listInstitutions } from '@/db/queries/registry';
import type { AllianceRole, InstitutionLevel } from '@/server/domain/registry/codes';
import type { Institution } from '@/server/domain/registry/institution';
import type { Alliance } from '@/server/domain/registry/region';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow, RowProblem } from './incoming';
import { type RowResult, startImport } from './run-import';
import { inColumn } from './visit-problems';

export interface InstitutionFacts {
  readonly code: string;
  readonly name: string;
  readonly level: InstitutionLevel;
  /** The id or the name of an alliance of the region. */
  readonly alliance: string | null;
  readonly role: AllianceRole;
  readonly parentCode: string | null;
}

/**
 * Import a region's institutions. One that is registered with the same particulars is held already, with others it is
 * conflicting and stays as it is. A parent may come later in the same file.
 *
 * @throws PermissionDenied without institution:import.
 */
export async function importInstitutions(context: ServiceContext, file: IncomingFile<InstitutionFacts>, onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary> {
  const reach = permit(context, 'institution:import');
  const { regionCode } = reach;
  const rows: IncomingRow<InstitutionFacts>[] = [];
  for await (const row of file.rows) rows.push(row);
  const inFile = new Set(rows.filter((row) => row.problems.length === 0).map((row) => row.facts.code));
  const take = async (tx: Tx, some: readonly IncomingRow<InstitutionFacts>[]): Promise<RowResult[]> => {
    const registered = new Map((await listInstitutions(tx, regionCode)).map((place) => [place.code, place]));
    const alliances = await listAlliances(tx, regionCode);
    const arrivals: Institution[] = [];
    const results = some.map((row): RowResult => {
      const reasons = [...row.problems, ...problemsOf(row.facts, alliances, (code) => inFile.has(code) || registered.has(code))];
      if (reasons.length > 0) return { outcome: 'rejected', reasons };
      const place = institutionOf(row.facts, regionCode, alliances);
      const before = registered.get(place.code);
      if (before) return isSame(before, place) ? { outcome: 'already_held' } : conflicting(place.code);
      registered.set(place.code, place);
      arrivals.push(place);
      return { outcome: 'accepted' };
    });
    await insertInstitutions(tx, arrivals);
    return results;
  };
  const started = await startImport(context, reach, { kind: 'institutions', file: { ...file, rows: again(rows) }, institutionCode: null, take });
  return started.run(onProgress);
}

async function* again<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

function problemsOf(facts: InstitutionFacts, alliances: readonly Alliance[], isKnown: (code: string) => boolean): RowProblem[] {
  const { alliance, parentCode } = facts;
  const problems: RowProblem[] = [];
  if (alliance !== null && !allianceOf(alliance, alliances)) {
    problems.push(inColumn({ code: 'registry.alliance_unknown', facts: { alliance } }, 'alliance'));
  }
  if (parentCode !== null && (parentCode === facts.code || !isKnown(parentCode))) {
    problems.push(inColumn({ code: 'registry.parent_unknown', facts: { parentCode } }, 'parent'));
  }
  return problems;
}

function allianceOf(text: string, alliances: readonly Alliance[]): Alliance | null {
  return alliances.find((each) => each.id === text || each.name === text) ?? null;
}

function institutionOf(facts: InstitutionFacts, regionCode: string, alliances: readonly Alliance[]): Institution {
  const { code, name, level, parentCode } = facts;
  const alliance = facts.alliance === null ? null : allianceOf(facts.alliance, alliances);
  return { code, regionCode, name, level, allianceId: alliance?.id ?? null, role: alliance ? facts.role : null, parentCode };
}

function isSame(left: Institution, right: Institution): boolean {
  return left.name === right.name && left.level === right.level && left.allianceId === right.allianceId && left.role === right.role && left.parentCode === right.parentCode;
}

function conflicting(key: string): RowResult {
  return { outcome: 'conflicting', reasons: [inColumn({ code: 'import.content_differs', facts: { key } }, 'fixmedins_code')] };
}
