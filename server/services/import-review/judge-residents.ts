import type { Reach, Tx } from '@/db';
import { type ResidentOnFile, listResidentsByIdentity } from '@/db/queries/import-review';
import { listInstitutions } from '@/db/queries/registry';
import { identityIndexOf } from '@/db/queries/resident';
import { reaches } from '@/db/reach';
import { type FieldDifference, differencesOf } from '@/server/domain/import/compare-resident';
import { classOfResident } from '@/server/domain/import/review';
import { type CheckedResident, checkResident } from '@/server/domain/registry/check-resident';
import { type ServiceContext, today } from '../context';
import { type ResidentRowFacts, reasonsOf } from '../import/import-residents';
import type { IncomingRow, RowProblem } from '../import/incoming';
import { inColumn } from '../import/visit-problems';
import type { CloseMatch } from '../duplicate/list-close-matches';
import { listNamesakeMatches } from './close-matches';
import { digestOf, particularsOf, toldBy } from './compare-rows';
import { type Judged, asReasons } from './reviewing';

/** Judges rows of residents as things stand. */
export async function judgeResidents(context: ServiceContext, tx: Tx, reach: Reach, rows: readonly IncomingRow<ResidentRowFacts>[]): Promise<Judged[]> {
  const { regionCode } = reach;
  const homes = new Set((await listInstitutions(tx, regionCode)).map((place) => place.code));
  const read = rows.map((row) => readPerson(context, row, homes));
  const onFile = await listResidentsByIdentity(tx, regionCode, [...new Set(read.flatMap(({ identityIndex }) => identityIndex ?? []))]);
  const strangers = read.map(({ who, identityIndex }, at) => (who && identityIndex !== null && !onFile.has(identityIndex) ? (rows[at]?.facts ?? null) : null));
  const matches = await listNamesakeMatches(tx, regionCode, strangers);
  return rows.map((row, at): Judged => {
    const { who, identityIndex, reasons } = read[at] ?? { who: null, identityIndex: null, reasons: [] };
    return judge(row, who, reasons, { reach, identityIndex, before: (identityIndex && onFile.get(identityIndex)) || null, close: matches[at] ?? [] });
  });
}

interface ReadPerson {
  readonly who: CheckedResident | null;
  readonly identityIndex: string | null;
  readonly reasons: readonly RowProblem[];
}

function readPerson(context: ServiceContext, row: IncomingRow<ResidentRowFacts>, homes: ReadonlySet<string>): ReadPerson {
  const checked = checkResident({ ...row.facts, today: today(context) });
  const reasons = reasonsOf(row, checked.ok ? [] : checked.refusals, homes);
  if (reasons.length > 0 || !checked.ok) return { who: null, identityIndex: null, reasons };
  return { who: checked.value, identityIndex: identityIndexOf(row.facts.certType, checked.value.identity), reasons: [] };
}

interface Surroundings {
  readonly reach: Reach;
  readonly identityIndex: string | null;
  readonly before: ResidentOnFile | null;
  readonly close: readonly CloseMatch[];
}

function judge(row: IncomingRow<ResidentRowFacts>, who: CheckedResident | null, reasons: readonly RowProblem[], { reach, identityIndex, before, close }: Surroundings): Judged {
  const differences = who && before && identityIndex !== null ? comparedWith(before, row, who, identityIndex).length : 0;
  const barriers = before && differences > 0 ? barriersOf(before, reach) : [];
  const onFile = before && { outOfReach: barriers.length > 0, differences };
  const match = before ?? close[0]?.row ?? null;
  return {
    class: classOfResident({ isWrong: who === null, onFile, closeMatches: close.length }),
    reasons: asReasons([...reasons, ...barriers]),
    keyIndex: identityIndex,
    contentIndex: who && digestOf([row.facts, who.identity.normalized]),
    likeIndex: who && before === null ? digestOf([who.name, who.birthDay]) : null,
    turn: '',
    matchId: match?.id ?? null,
    matchDigest: match && digestOf(particularsOf(match)),
  };
}

/** In what a row differs from its person; a number that has led to them before is not told as a new one. */
export function comparedWith(before: ResidentOnFile, row: Pick<IncomingRow<ResidentRowFacts>, 'facts' | 'original'>, who: CheckedResident, identityIndex: string | null): FieldDifference[] {
  const { certificate, ...told } = toldBy(row.facts, who, row.original());
  const isOwn = identityIndex === before.identityIndex || identityIndex === null;
  return differencesOf(particularsOf(before), isOwn && certificate ? { ...told, certificate } : told);
}

/** Whoever has moved away, or lives where the file's people do not look, is not changed by a file. */
function barriersOf(before: ResidentOnFile, reach: Reach): RowProblem[] {
  const { movedOutOn: on, homeInstitutionCode: home } = before;
  if (on !== null) return [inColumn({ code: 'import.resident_moved_out', facts: { on } }, 'certno')];
  const isReached = reach.institutionCodes === 'all' || (home !== null && reaches(reach, reach.regionCode, home));
  return isReached ? [] : [inColumn({ code: 'import.resident_out_of_reach', facts: {} }, 'certno')];
}
