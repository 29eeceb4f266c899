import type { Reach } from '@/db';
import { type StagedRow, listResidentsByIdentity, listResidentsOnFile } from '@/db/queries/import-review';
import { identityIndexOf } from '@/db/queries/resident';
import { checkResident } from '@/server/domain/registry/check-resident';
import { type ServiceContext, today } from '../context';
import { listCloseMatches } from '../duplicate/list-close-matches';
import { recordNotSame } from '../duplicate/record-not-same';
import { type ResidentRowFacts, takeResidents } from '../import/import-residents';
import type { IncomingRow } from '../import/incoming';
import type { UnitOfWork } from '../unit-of-work';
import { changeByRow } from './change-by-row';
import { comparedWith, judgeResidents } from './judge-residents';
import { digestOf, particularsOf } from './compare-rows';
import { type Applied, type Judged, type OneApplied, asReasons, incomingOf } from './reviewing';

/** Registers the people of rows that were decided to be new. */
export async function registerRows(context: ServiceContext, unit: UnitOfWork, reach: Reach, rows: readonly StagedRow[]): Promise<Applied[]> {
  const { tx } = unit;
  const incoming = rows.map((row) => incomingOf<ResidentRowFacts>(row));
  const judged = await judgeResidents(context, tx, reach, incoming);
  const applied = new Map<number, Applied>();
  const arriving: { row: StagedRow; incoming: IncomingRow<ResidentRowFacts> }[] = [];
  rows.forEach((row, at) => {
    const [now, came] = [judged[at], incoming[at]];
    if (!now || !came) return;
    // Whoever has come to look like somebody on file since was still decided to be new by a person who saw the row.
    if (now.class === 'new' || now.class === 'close') arriving.push({ row, incoming: came });
    else applied.set(row.rowNumber, now.class === 'held' ? heldAs(row, now) : { rowNumber: row.rowNumber, result: null, judged: now });
  });
  const taken = await takeResidents(context, tx, reach.regionCode, arriving.map((each) => each.incoming));
  const ids = await listResidentsByIdentity(tx, reach.regionCode, arriving.flatMap((each) => indexOf(context, each.incoming) ?? []));
  for (const [at, { row, incoming: came }] of arriving.entries()) {
    const result = taken[at];
    const resident = ids.get(indexOf(context, came) ?? '');
    const resultId = resident?.id ?? null;
    if (result?.outcome === 'accepted' || result?.outcome === 'already_held') applied.set(row.rowNumber, { rowNumber: row.rowNumber, result: result.outcome === 'accepted' ? 'done' : 'held', reasons: [], resultId });
    else applied.set(row.rowNumber, { rowNumber: row.rowNumber, result: 'refused', reasons: asReasons(result && 'reasons' in result ? result.reasons : []), resultId: null });
    if (row.decision !== 'distinct' || resultId === null) continue;
    for (const match of await listCloseMatches(tx, reach, came.facts)) if (match.row.id !== resultId) await recordNotSame(tx, context, resultId, match);
  }
  return rows.flatMap(({ rowNumber }) => applied.get(rowNumber) ?? []);
}

/** Changes the person of one row as it was decided; a refusal undoes what was written of it. */
export async function changeByDecidedRow(context: ServiceContext, unit: UnitOfWork, reach: Reach, row: StagedRow): Promise<OneApplied> {
  const { tx } = unit;
  const { regionCode } = reach;
  const incoming = incomingOf<ResidentRowFacts>(row);
  const [judged] = await judgeResidents(context, tx, reach, [incoming]);
  if (!judged) throw new Error('a row was not judged');
  const { rowNumber } = row;
  if (judged.class === 'held') return { ok: true, applied: heldAs(row, judged) };
  const [person] = await listResidentsOnFile(tx, regionCode, [row.matchId ?? '']);
  const isAsDecided = person && digestOf(particularsOf(person)) === row.matchDigest && judged.class === row.class && (row.decision === 'same' || judged.matchId === row.matchId);
  const who = checkResident({ ...incoming.facts, today: today(context) });
  if (!isAsDecided || !who.ok) return { ok: true, applied: { rowNumber, result: null, judged } };
  const changed = await changeByRow(context, unit, person, incoming.facts, comparedWith(person, incoming, who.value, row.decision === 'same' ? null : (indexOf(context, incoming) ?? null)));
  return changed.ok ? { ok: true, applied: { rowNumber, result: 'done', reasons: [], resultId: person.id } } : { ok: false, refusals: changed.refusals };
}

function heldAs({ rowNumber }: StagedRow, { matchId }: Judged): Applied {
  return { rowNumber, result: 'held', reasons: [], resultId: matchId };
}

function indexOf(context: ServiceContext, { facts }: IncomingRow<ResidentRowFacts>): string | null {
  const who = checkResident({ ...facts, today: today(context) });
  return who.ok ? identityIndexOf(facts.certType, who.value.identity) : null;
}
