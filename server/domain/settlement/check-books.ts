import type { Fen } from '@/server/domain/kernel/money';
import { unreachable } from '@/server/domain/kernel/outcome';
import type { AllianceClaim, AlliancePool, CompositeMember, MemberClaim } from './alliance-inputs';
import { type SettlementBasis, ledgerPoolsOf, membersOf } from './basis';
import type { PerHeadCeilingInput } from './ceiling-inputs';
import type { PointsInput, PointsPool } from './points-inputs';
import type { SettlementInput } from './statement';
import { type YearClaim, claimedFen } from './year-books';

/** A place where the ledger says something else than the inputs of a settlement. */
export interface BooksDifference {
  readonly poolId: string;
  /** Null for an amount of the whole pool. */
  readonly code: string | null;
  readonly amount: 'feeForService' | 'outOfRegion' | 'special' | 'fund' | 'prepaid' | 'carried';
  readonly inputFen: Fen;
  readonly ledgerFen: Fen;
}

/**
 * Hold the amounts of a settlement's inputs against the ledger: P, X, T and each line's claims and prepayments, an alliance's
 * institution by institution. Budgets, deductions, scores and counts of people were given, not posted, and are taken as they
 * stand. None: they agree to the 分.
 */
export function differencesFromBooks(input: SettlementInput, basis: SettlementBasis, claims: readonly YearClaim[]): BooksDifference[] {
  return expectations(input, basis, claims).filter(({ inputFen, ledgerFen }) => inputFen !== ledgerFen);
}

function expectations(input: SettlementInput, basis: SettlementBasis, claims: readonly YearClaim[]): BooksDifference[] {
  switch (input.method) {
    case 'points':
      return ofPoints(input, basis, claims);
    case 'per_head_ceiling':
      return ofCeiling(input, basis, claims);
    case 'alliance_total':
    case 'total_kept_or_borne':
    case 'composite':
      return input.pools.flatMap((pool: AlliancePool<AllianceClaim>) => ofAlliances(pool, basis, claims));
    default:
      return unreachable(input);
  }
}

function ofCeiling(input: PerHeadCeilingInput, basis: SettlementBasis, claims: readonly YearClaim[]): BooksDifference[] {
  const pools = [{ id: input.poolId, institutions: input.institutions }, ...(input.budgeted?.pools ?? [])];
  return pools.flatMap(({ id, institutions }) => {
    const pool = claims.filter((claim) => claim.pool === id);
    return institutions.flatMap(({ code, feeForServiceFen, prepaidFen }): BooksDifference[] => {
      const own = pool.filter((claim) => membersOf(basis, code).includes(claim.institutionCode));
      return [
        { poolId: id, code, amount: 'feeForService', inputFen: feeForServiceFen, ledgerFen: total(own, claimedFen) },
        { poolId: id, code, amount: 'prepaid', inputFen: prepaidFen, ledgerFen: total(own, (claim) => claim.prepaidFen) },
      ];
    });
  });
}

function ofPoints(input: PointsInput, basis: SettlementBasis, claims: readonly YearClaim[]): BooksDifference[] {
  const outside = new Set(basis.leftOut.filter(({ reason }) => reason === 'out_of_region').map(({ institutionCode }) => institutionCode));
  return input.pools.flatMap((pool) => {
    const all = claims.filter((claim) => claim.pool === pool.id);
    return ofPointsPool(pool, all, all.filter((claim) => !outside.has(claim.institutionCode)));
  });
}

function ofPointsPool(pool: PointsPool, all: readonly YearClaim[], inside: readonly YearClaim[]): BooksDifference[] {
  const whole = (amount: BooksDifference['amount'], inputFen: Fen, ledgerFen: Fen): BooksDifference => ({ poolId: pool.id, code: null, amount, inputFen, ledgerFen });
  const codes = [...new Set([...pool.institutions.map(({ code }) => code), ...inside.map((claim) => claim.institutionCode)])].sort();
  return [
    whole('feeForService', pool.feeForServiceFen, total(all, claimedFen)),
    whole('outOfRegion', pool.outOfRegionFen, total(all, claimedFen) - total(inside, claimedFen)),
    whole('special', pool.specialFeesFen, total(inside, (claim) => claim.specialFen)),
    ...codes.flatMap((code): BooksDifference[] => {
      const line = pool.institutions.find((each) => each.code === code);
      const claim = inside.find((each) => each.institutionCode === code);
      return [
        { poolId: pool.id, code, amount: 'fund', inputFen: line?.fundFen ?? 0, ledgerFen: claim?.ordinaryFen ?? 0 },
        { poolId: pool.id, code, amount: 'special', inputFen: line?.specialFen ?? 0, ledgerFen: claim?.specialFen ?? 0 },
        { poolId: pool.id, code, amount: 'prepaid', inputFen: line?.prepaidFen ?? 0, ledgerFen: claim?.prepaidFen ?? 0 },
      ];
    }),
  ];
}

/** What a member's care cost is one sum in the ledger, whoever the patients were. */
function ofAlliances(pool: AlliancePool<AllianceClaim>, basis: SettlementBasis, claims: readonly YearClaim[]): BooksDifference[] {
  const behind = ledgerPoolsOf(basis, pool.id);
  return pool.alliances.flatMap(({ members }) =>
    members.flatMap((member): BooksDifference[] => {
      const own = claims.filter((claim) => behind.includes(claim.pool) && claim.institutionCode === member.code);
      return [
        { poolId: pool.id, code: member.code, amount: 'feeForService', inputFen: costOf(member), ledgerFen: total(own, claimedFen) },
        { poolId: pool.id, code: member.code, amount: 'prepaid', inputFen: member.prepaidFen, ledgerFen: total(own, (claim) => claim.prepaidFen) },
      ];
    }),
  );
}

function costOf(member: MemberClaim & Partial<Pick<CompositeMember, 'staysFen'>>): Fen {
  return member.insideFen + member.outsideFen + (member.staysFen ?? 0);
}

function total(claims: readonly YearClaim[], amountOf: (claim: YearClaim) => Fen): Fen {
  return claims.reduce((sum, claim) => sum + amountOf(claim), 0);
}
