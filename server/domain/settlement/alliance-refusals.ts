import type { AllianceClaim, AlliancePool, Heads } from './alliance-inputs';
import { invalidAmounts, namesTwice } from './guards';
import type { SettlementRefusal } from './refusals';

/** What every method by alliances asks of its pools; `ofClaim` adds the method's own, when the amounts are amounts. */
export function alliancePoolRefusals<Claim extends AllianceClaim>(
  method: string,
  pools: readonly AlliancePool<Claim>[],
  ofClaim: (poolId: string, claim: Claim, pool: AlliancePool<Claim>) => { readonly malformed: SettlementRefusal[]; readonly inconsistent: () => SettlementRefusal[] },
): SettlementRefusal[] {
  if (pools.every((pool) => pool.alliances.length === 0)) return [{ code: 'settlement.nothing_to_settle', facts: { method } }];
  return [
    ...namesTwice(pools.map((pool) => pool.id)).map((poolId): SettlementRefusal => ({ code: 'settlement.pool_twice', facts: { poolId } })),
    ...pools.flatMap((pool) => [
      ...placesTwice(pool),
      ...pool.alliances.flatMap((claim) => {
        const { malformed, inconsistent } = ofClaim(pool.id, claim, pool);
        const all = [...amountProblems(pool.id, claim), ...malformed];
        return all.length > 0 ? all : [...limitProblems(pool.id, claim), ...inconsistent()];
      }),
    ]),
  ];
}

/** An institution belongs to one alliance of a pool, and its own people's care there is not care elsewhere. */
function placesTwice({ id: poolId, alliances }: AlliancePool<AllianceClaim>): SettlementRefusal[] {
  const members = namesTwice(alliances.flatMap((claim) => claim.members.map(({ code }) => code)));
  const within = alliances.flatMap((claim) => namesTwice([...new Set(claim.members.map(({ code }) => code)), ...claim.elsewhere.map(({ code }) => code)]));
  const leads = alliances.filter((claim) => !claim.members.some(({ code }) => code === claim.code));
  return [
    ...[...new Set([...members, ...within])].map((code): SettlementRefusal => ({ code: 'settlement.institution_twice', facts: { poolId, code } })),
    ...leads.map(({ code }): SettlementRefusal => ({ code: 'settlement.lead_not_a_member', facts: { poolId, code } })),
  ];
}

/** What was taken back may outweigh what was claimed, so costs may be negative; budgets, prepayments and deductions may not. */
function amountProblems(poolId: string, claim: AllianceClaim): SettlementRefusal[] {
  const { code, budgetFen, adjustmentFen, deductionsFen } = claim;
  return [
    ...invalidAmounts(poolId, code, { budgetFen, adjustmentFen, deductionsFen }, ['adjustmentFen']),
    ...claim.members.flatMap(({ code: member, insideFen, outsideFen, prepaidFen }) => invalidAmounts(poolId, member, { insideFen, outsideFen, prepaidFen }, ['insideFen', 'outsideFen'])),
    ...claim.elsewhere.flatMap(({ code: place, insideFen }) => invalidAmounts(poolId, place, { insideFen }, ['insideFen'])),
  ];
}

function limitProblems(poolId: string, { code, budgetFen, adjustmentFen }: AllianceClaim): SettlementRefusal[] {
  const limitFen = budgetFen + adjustmentFen;
  return limitFen < 0 ? [{ code: 'settlement.limit_negative', facts: { poolId, code, limitFen } }] : [];
}

export function headsProblems(poolId: string, code: string, { insured, excluded, perHeadFen }: Heads): SettlementRefusal[] {
  const invalid = invalidAmounts(poolId, code, { insured, excluded, perHeadFen });
  if (invalid.length > 0 || excluded <= insured) return invalid;
  return [{ code: 'settlement.excluded_exceed_insured', facts: { poolId, code, insured, excluded } }];
}

/** B as approved must be what the method makes of heads, weights and days. */
export function basisDiffers(poolId: string, { code, budgetFen }: AllianceClaim, computedFen: number): SettlementRefusal[] {
  return computedFen === budgetFen ? [] : [{ code: 'settlement.budget_basis_differs', facts: { poolId, code, computedFen, budgetFen } }];
}

export function budgetOfHeads({ insured, excluded, perHeadFen }: Heads): number {
  return (insured - excluded) * perHeadFen;
}
