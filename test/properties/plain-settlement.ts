/**
 * The five methods once more, in plain whole numbers and apart from the program: one function a method, straight from the
 * formulas. Shares come as ten-thousandths, points as millionths, scores as hundredths.
 */

export const tenThousand = 10_000n;
const million = 1_000_000n;

/** a ÷ b, half away from zero. */
export function halfUp(a: bigint, b: bigint): bigint {
  const size = a < 0n ? -a : a;
  const rounded = (2n * size + b) / (2n * b);
  return a < 0n ? -rounded : rounded;
}

/** Deals a total by weights: whole parts, then one more to the largest remainders, ties by code. */
export function deal(total: bigint, weights: readonly { readonly code: string; readonly weight: bigint }[]): Map<string, bigint> {
  const sign = total < 0n ? -1n : 1n;
  const size = total * sign;
  const sum = weights.reduce((all, { weight }) => all + weight, 0n);
  const parts = weights.map(({ code, weight }) => (sum === 0n ? { code, part: 0n, rest: 0n } : { code, part: (size * weight) / sum, rest: (size * weight) % sum }));
  const left = sum === 0n ? 0n : size - parts.reduce((all, { part }) => all + part, 0n);
  const inOrder = [...parts].sort((a, b) => (a.rest !== b.rest ? (a.rest > b.rest ? -1 : 1) : a.code < b.code ? -1 : 1));
  const dealt = new Map(parts.map(({ code, part }) => [code, part]));
  for (const { code } of inOrder.slice(0, Number(left))) dealt.set(code, (dealt.get(code) ?? 0n) + 1n);
  return new Map([...dealt].map(([code, part]) => [code, part * sign]));
}

export interface PlainPool {
  readonly budget: bigint;
  readonly adjustment: bigint;
  readonly paid: bigint;
  readonly outside: bigint;
  readonly special: bigint;
  readonly k: bigint;
  readonly literal: boolean;
  /** Fen a point, fixed; null: floating. */
  readonly rate: bigint | null;
  readonly claims: readonly { readonly code: string; readonly fund: bigint; readonly points: bigint | null; readonly rest: bigint }[];
}

/** S and each final, where `rest` is special fees less prepayments and deductions. */
export function plainPoints(pool: PlainPool): { total: bigint; finals: Map<string, bigint>; entitled: Map<string, bigint> } {
  const share = pool.literal ? pool.k : tenThousand - pool.k;
  const points = pool.claims.reduce((sum, claim) => sum + (claim.points ?? 0n), 0n);
  const total = pool.rate === null ? pool.budget + pool.adjustment - pool.outside - pool.special + halfUp((pool.paid - pool.budget) * share, tenThousand) : halfUp(points * pool.rate, million);
  const owed = pool.claims.filter(({ fund, points: own }) => own === null && fund < 0n);
  const back = owed.reduce((sum, { fund }) => sum + fund, 0n);
  const entitled = deal(total - back, pool.claims.map(({ code, fund, points: own }) => ({ code, weight: own ?? (fund < 0n ? 0n : fund) })));
  for (const { code, fund } of owed) entitled.set(code, fund);
  return { total, entitled, finals: new Map(pool.claims.map(({ code, rest }) => [code, (entitled.get(code) ?? 0n) + rest])) };
}

/** What a place that is over its limit bears, or under it keeps. */
export function plainLimit(paid: bigint, limit: bigint, borne: bigint, kept: bigint): bigint {
  return paid > limit ? paid - halfUp((paid - limit) * borne, tenThousand) : paid + halfUp((limit - paid) * kept, tenThousand);
}

export function plainMean(years: readonly { readonly fund: bigint; readonly weight: bigint }[], growth: bigint): bigint {
  const weight = years.reduce((sum, year) => sum + year.weight, 0n);
  return halfUp(years.reduce((sum, year) => sum + year.fund * year.weight, 0n) * (tenThousand + growth), weight * tenThousand);
}

export interface PlainAlliance {
  readonly budget: bigint;
  readonly adjustment: bigint;
  readonly inside: bigint;
  readonly outside: bigint;
  readonly elsewhere: bigint;
  readonly prepaid: bigint;
  readonly deductions: bigint;
}

export function plainTotal(alliance: PlainAlliance, terms: { readonly staff: bigint; readonly fund: bigint; readonly reasonable: bigint }) {
  const limit = alliance.budget + alliance.adjustment;
  const used = alliance.inside + alliance.elsewhere;
  const surplus = limit > used ? limit - used : 0n;
  const staff = halfUp(surplus * terms.staff, tenThousand);
  const borne = halfUp(terms.reasonable * terms.fund, tenThousand);
  const entitled = limit - alliance.elsewhere + borne;
  return { staff, development: surplus - staff, borne, entitled, final: entitled + alliance.outside - alliance.prepaid - alliance.deductions };
}

export function plainKept(alliance: PlainAlliance, terms: { readonly withheld: bigint; readonly score: bigint | null; readonly full: bigint }) {
  const entitled = alliance.budget + alliance.adjustment - alliance.elsewhere;
  const assessed = halfUp((entitled > 0n ? entitled : 0n) * terms.withheld, tenThousand);
  const isFull = terms.score === null || terms.score >= terms.full * 100n;
  const kept = isFull ? 0n : assessed - halfUp(assessed * (terms.score ?? 0n), terms.full * 100n);
  return { entitled, kept, final: entitled + alliance.outside - kept - alliance.prepaid - alliance.deductions };
}

export function plainComposite(terms: { readonly heads: bigint; readonly perHead: bigint; readonly points: bigint; readonly rate: bigint; readonly days: bigint; readonly dayRate: bigint }): bigint {
  return terms.heads * terms.perHead + halfUp(terms.points * terms.rate, million) + terms.days * terms.dayRate;
}
