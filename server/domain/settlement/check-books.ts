import type { Fen } from '@/server/domain/kernel/money';
import type { SettlementBasis } from './basis';
import type { SettlementInput } from './statement';
import { type YearClaim, claimedFen } from './year-books';

/** A place where the ledger says something else than the inputs of a settlement. */
export interface BooksDifference {
  readonly poolId: string;
  /** Null for an amount of the whole pool. */
  readonly code: string | null;
  readonly amount: 'feeForService' | 'outOfRegion' | 'special' | 'fund' | 'prepaid';
  readonly inputFen: Fen;
  readonly ledgerFen: Fen;
}

/**
 * Hold the amounts of a settlement's inputs against the ledger: P, X, T and each line's claims and prepayments. Budgets,
 * deductions and counts of people were given, not posted, and are taken as they stand. None: they agree to the 分.
 */
export function differencesFromBooks(input: SettlementInput, basis: SettlementBasis, claims: readonly YearClaim[]): BooksDifference[] {
  const outside = new Set(basis.leftOut.filter(({ reason }) => reason === 'out_of_region').map(({ institutionCode }) => institutionCode));
  return expectations(input, basis, claims, outside).filter(({ inputFen, ledgerFen }) => inputFen !== ledgerFen);
}

function expectations(input: SettlementInput, basis: SettlementBasis, claims: readonly YearClaim[], outside: ReadonlySet<string | null>): BooksDifference[] {
  if (input.method === 'per_head_ceiling') {
    const pool = claims.filter((claim) => claim.pool === input.poolId);
    return input.institutions.flatMap(({ code, feeForServiceFen, prepaidFen }) => {
      const own = pool.filter((claim) => membersOf(basis, code).includes(claim.institutionCode));
      return [
        { poolId: input.poolId, code, amount: 'feeForService' as const, inputFen: feeForServiceFen, ledgerFen: total(own, claimedFen) },
        { poolId: input.poolId, code, amount: 'prepaid' as const, inputFen: prepaidFen, ledgerFen: total(own, (claim) => claim.prepaidFen) },
      ];
    });
  }
  return input.pools.flatMap((pool) => {
    const all = claims.filter((claim) => claim.pool === pool.id);
    const inside = all.filter((claim) => !outside.has(claim.institutionCode));
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
  });
}

/** The institutions a line stands for. */
export function membersOf(basis: Pick<SettlementBasis, 'groups'>, code: string): readonly string[] {
  return basis.groups[code] ?? [code];
}

function total(claims: readonly YearClaim[], amountOf: (claim: YearClaim) => Fen): Fen {
  return claims.reduce((sum, claim) => sum + amountOf(claim), 0);
}
