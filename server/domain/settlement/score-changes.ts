import type { DecimalText } from '@/server/domain/kernel/money';
import type { CompositePool, TotalKeptPool } from './alliance-inputs';
import { type SettlementBasis, ledgerPoolsOf } from './basis';
import type { PointsInput, PointsPool } from './points-inputs';
import { pointsOf } from './points-of-books';
import type { SettlementInput } from './statement';
import { keepsBack } from './withholding';
import type { YearScore } from './year-books';

/** A score that is no longer what a settlement was computed from. */
export interface ScoreChange {
  /** 考核得分, or what an institution's stays come to: points or weights, and bed days. */
  readonly of: 'assessment' | 'points' | 'bed_days';
  readonly poolId: string;
  /** The institution; for an alliance's assessment its lead. */
  readonly code: string;
  /** Null where there was none. */
  readonly used: DecimalText | null;
  /** Null where there is none now, or none that a second person has approved. */
  readonly current: DecimalText | null;
}

/** The scores of a settlement's year as they are held now; assessments only where they are approved. */
export interface HeldScores {
  readonly ofAlliances: ReadonlyMap<string, DecimalText>;
  readonly ofInstitutions: ReadonlyMap<string, DecimalText>;
  /** The alliance that an institution leads. */
  readonly allianceOf: (leadCode: string) => string | null;
  readonly stays: readonly YearScore[];
}

type Places = Pick<SettlementBasis, 'ledgerPools' | 'pools'>;

/** The scores that were entered or read anew since; whoever goes on with the settlement would go on with old ones. */
export function scoreChanges(input: SettlementInput, basis: Places, held: HeldScores): ScoreChange[] {
  return comparedWith(input, basis, held).filter(({ used, current }) => used !== current);
}

/** Whether a year settled like this rests on any scores at all. */
export function restsOnScores(input: SettlementInput): boolean {
  if (input.method === 'points') return keepsBack(input.assessment) || input.pools.some(({ scoring }) => scoring !== undefined);
  return input.method === 'composite' || (input.method === 'total_kept_or_borne' && keepsBack(input.assessment));
}

function comparedWith(input: SettlementInput, basis: Places, held: HeldScores): ScoreChange[] {
  switch (input.method) {
    case 'points':
      return input.pools.flatMap((pool) => ofPoints(pool, input, basis, held));
    case 'total_kept_or_borne':
      return keepsBack(input.assessment) ? input.pools.flatMap((pool) => ofAlliances(pool, held)) : [];
    case 'composite':
      return input.pools.flatMap((pool) => ofMembers(pool, basis, held));
    case 'per_head_ceiling':
    case 'alliance_total':
      return [];
  }
}

function ofPoints({ id, scoring, institutions }: PointsPool, { assessment }: PointsInput, basis: Places, { stays, ofInstitutions }: HeldScores): ScoreChange[] {
  const [pool] = ledgerPoolsOf(basis, id);
  return institutions.flatMap(({ code, points, score }): ScoreChange[] => [
    ...(scoring === undefined || pool === undefined ? [] : [{ of: 'points' as const, poolId: id, code, used: points ?? null, current: pointsOf(stays, pool, code, scoring.scheme) }]),
    ...(keepsBack(assessment) ? [{ of: 'assessment' as const, poolId: id, code, used: score ?? null, current: ofInstitutions.get(code) ?? null }] : []),
  ]);
}

function ofAlliances({ id, kind, alliances }: TotalKeptPool, { ofAlliances: scores, allianceOf }: HeldScores): ScoreChange[] {
  if (kind !== 'total') return [];
  return alliances.map(({ code, score }) => ({ of: 'assessment', poolId: id, code, used: score, current: scores.get(allianceOf(code) ?? '') ?? null }));
}

function ofMembers({ id, alliances }: CompositePool, basis: Places, { stays }: HeldScores): ScoreChange[] {
  const pool = ledgerPoolsOf(basis, id).find((each) => each.endsWith('-inpatient'));
  if (pool === undefined) return [];
  const daysAt = (code: string) =>
    stays.filter((each) => each.pool === pool && each.institutionCode === code && each.scheme === 'bed_day').reduce((sum, each) => sum + each.bedDays * each.stays, 0);
  return alliances.flatMap(({ members }) =>
    members.flatMap(({ code, drgPoints, bedDays }): ScoreChange[] => [
      { of: 'points', poolId: id, code, used: drgPoints, current: pointsOf(stays, pool, code, 'DRG') },
      { of: 'bed_days', poolId: id, code, used: String(bedDays), current: String(daysAt(code)) },
    ]),
  );
}
