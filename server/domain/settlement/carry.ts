import { compareCodes } from '@/server/domain/kernel/allocate';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import { inFen } from '@/server/domain/policy/cited';
import { type GatheredBasis, ledgerPoolsOf, membersOf } from './basis';
import type { BooksDifference } from './check-books';
import type { Statement, StatementLine } from './statement';
import { totalsOf } from './totals';

/** 结转: what an institution still owes from years before, negative, as its books hold it when its year is computed. */
export interface Carry {
  readonly poolId: string;
  /** The code of the line that brings it along. */
  readonly code: string;
  readonly amountFen: Fen;
}

/**
 * A settled year with what its institutions bring along from years before: a line's final takes its carry in. An institution that
 * has no line this year gets one of zeros, so that what it owes is not forgotten. Nothing carried: the statement as it is.
 */
export function withCarries(statement: Statement, carries: readonly Carry[]): Statement {
  if (carries.length === 0) return statement;
  const lines = statement.lines.map((line) => carriedInto(line, carriedOf(carries, line)));
  const others = carries
    .filter((carry) => !lines.some((line) => line.poolId === carry.poolId && line.code === carry.code))
    .sort((a, b) => compareCodes(`${a.poolId}/${a.code}`, `${b.poolId}/${b.code}`))
    .map((carry) => carriedInto(emptyLine(carry), carry.amountFen));
  const all = [...lines, ...others];
  return { ...statement, lines: all, totals: { ...totalsOf(all), carriedFen: sumFen(all.map((line) => line.carriedFen ?? 0)) } };
}

function carriedOf(carries: readonly Carry[], line: StatementLine): Fen {
  return sumFen(carries.filter(({ poolId, code }) => poolId === line.poolId && code === line.code).map(({ amountFen }) => amountFen));
}

function carriedInto(line: StatementLine, carriedFen: Fen): StatementLine {
  if (carriedFen === 0) return line;
  const finalFen = line.finalFen + carriedFen;
  const step = {
    step: 'settlement.carried',
    clause: null,
    confidence: null,
    formula: 'final = final of the year + carried',
    operands: { yearFinal: inFen(line.finalFen), carried: inFen(carriedFen) },
    result: inFen(finalFen),
  } as const;
  return { ...line, carriedFen, finalFen, working: [...line.working, step] };
}

function emptyLine({ poolId, code }: Carry): StatementLine {
  return {
    ...{ poolId, code, points: null, weight: null, ceilingFen: null, balance: null, parts: [], working: [] },
    ...{ feeForServiceFen: 0, entitlementFen: 0, specialFen: 0, outsideFen: 0, withheldFen: 0, prepaidFen: 0, deductionsFen: 0, finalFen: 0 },
  };
}

/** What stands on one institution's carry account of one pool of the books. */
export interface CarryBalance {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly amountFen: Fen;
}

/**
 * What of the carries from before a year is there to be taken, account by account: `before` sums the entries about earlier years,
 * `overall` all of them. Years may be settled out of their order, so that a later one has taken them already.
 */
export function untakenCarries(before: readonly CarryBalance[], overall: readonly CarryBalance[]): CarryBalance[] {
  const left = new Map(overall.map((each) => [`${each.pool}/${each.institutionCode}`, each.amountFen]));
  return before.flatMap((each): CarryBalance[] => {
    const leftFen = left.get(`${each.pool}/${each.institutionCode}`) ?? 0;
    const amountFen = each.amountFen < 0 ? Math.max(each.amountFen, Math.min(0, leftFen)) : Math.min(each.amountFen, Math.max(0, leftFen));
    return amountFen === 0 ? [] : [{ ...each, amountFen }];
  });
}

type CarryPlaces = Pick<GatheredBasis, 'pools' | 'ledgerPools' | 'groups' | 'leftOut'>;

/**
 * The balances that a settlement takes in: those of its pools. Who claimed in the year and is left out of it keeps its carry for
 * the settlement that takes its claims, since a line of the carry alone would close them.
 */
export function carriesWithin({ pools, leftOut }: Pick<CarryPlaces, 'pools' | 'leftOut'>, balances: readonly CarryBalance[]): CarryBalance[] {
  const isLeftOut = ({ pool, institutionCode }: CarryBalance) => leftOut.some((each) => each.pool === pool && each.institutionCode === institutionCode);
  return balances.filter((balance) => pools.includes(balance.pool) && !isLeftOut(balance));
}

/** The carries that a year's inputs take in, under the pool of the statement and the code of the line they belong to. */
export function carriesInto(basis: CarryPlaces, balances: readonly CarryBalance[]): Carry[] {
  const carries = new Map<string, Carry>();
  for (const { pool, institutionCode, amountFen } of carriesWithin(basis, balances)) {
    const poolId = Object.keys(basis.ledgerPools).find((id) => ledgerPoolsOf(basis, id).includes(pool)) ?? pool;
    const code = Object.keys(basis.groups).find((line) => membersOf(basis, line).includes(institutionCode)) ?? institutionCode;
    const key = `${poolId}/${code}`;
    carries.set(key, { poolId, code, amountFen: (carries.get(key)?.amountFen ?? 0) + amountFen });
  }
  return [...carries.entries()].sort(([a], [b]) => compareCodes(a, b)).flatMap(([, carry]) => (carry.amountFen === 0 ? [] : [carry]));
}

/** Where the books hold another carry than the inputs took in. */
export function carryDifferences(taken: readonly Carry[], inBooks: readonly Carry[]): BooksDifference[] {
  const keys = [...new Set([...taken, ...inBooks].map(keyOf))].sort(compareCodes);
  const amountIn = (carries: readonly Carry[], key: string) => carries.find((carry) => keyOf(carry) === key)?.amountFen ?? 0;
  return keys.flatMap((key): BooksDifference[] => {
    const [poolId = '', code = ''] = key.split('/');
    const [inputFen, ledgerFen] = [amountIn(taken, key), amountIn(inBooks, key)];
    return inputFen === ledgerFen ? [] : [{ poolId, code, amount: 'carried', inputFen, ledgerFen }];
  });
}

function keyOf({ poolId, code }: Pick<Carry, 'poolId' | 'code'>): string {
  return `${poolId}/${code}`;
}
