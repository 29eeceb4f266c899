/**
 * Shenyang's rules of 2024 once more, written down without any of the product's code: whole numbers, one loop. The numbers
 * are the ones of the policy pack, in 分 and in percent.
 */
interface PlainVisit {
  readonly institutionCode: string;
  readonly settlementId: string;
  readonly residentId: string;
  readonly insutype: string;
  readonly medType: string;
  readonly settledAt: string;
  readonly inScopeFen: number;
  readonly specialFee: boolean;
  readonly level: string;
  readonly retired: boolean;
}

interface PlainContract {
  readonly residentId: string;
  readonly startDay: string;
  readonly endDay: string;
}

const outpatient310 = { village: 70, township: 70, level1: 70, level2: 65, level3: 55 } as Record<string, number>;
const outpatient390 = { village: 60, township: 60, level1: 50 } as Record<string, number>;
const inpatient310 = { village: [92, 94], township: [92, 94], level1: [90, 92], level2: [87, 90], level3: [85, 88] } as Record<string, [number, number]>;
const inpatient390 = { village: 85, township: 85, level1: 80, level2: 70, level3: 60 } as Record<string, number>;
const stay310 = { village: 20000, township: 20000, level1: 30000, level2: 50000, level3: 80000 } as Record<string, number>;
const stay390 = { village: 10000, township: 10000, level1: 30000, level2: 50000, level3: 100000 } as Record<string, number>;

/** The balance of each account, and how much of it is there because somebody is signed. */
export function plainYear(visits: readonly PlainVisit[], contracts: readonly PlainContract[]) {
  const used = new Map<string, { deductible: number; fund: number }>();
  const balances = new Map<string, number>();
  let enhancementFen = 0;
  const order = (visit: PlainVisit) => `${visit.settledAt} ${visit.institutionCode} ${visit.settlementId}`;
  for (const visit of [...visits].sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const day = visit.settledAt.slice(0, 10);
    const signed = contracts.some((each) => each.residentId === visit.residentId && each.startDay <= day && day <= each.endDay);
    const stay = visit.medType === '21';
    const key = `${visit.residentId} ${day.slice(0, 4)} ${visit.insutype} ${stay}`;
    const before = used.get(key) ?? { deductible: 0, fund: 0 };
    const { due, rate, maximum } = termsOf(visit, before.deductible, stay);
    const points = signed && !stay && visit.insutype === '310' && ['village', 'township'].includes(visit.level) ? 10 : 0;
    const deductible = rate === 0 ? 0 : Math.min(visit.inScopeFen, due);
    const payAt = (percent: number) => Math.min(Math.floor(((visit.inScopeFen - deductible) * percent + 50) / 100), maximum - before.fund);
    const pay = payAt(Math.min(95, rate + points));
    enhancementFen += pay - payAt(rate);
    used.set(key, { deductible: before.deductible + deductible, fund: before.fund + pay });
    // Nobody here is recognized for a special disease, so that its care is ordinary care.
    const pool = `${visit.insutype}-${stay ? 'inpatient' : 'ordinary'}`;
    add(balances, `fund/${pool}`, -pay);
    add(balances, `claim/${pool}/${visit.institutionCode}/${visit.specialFee ? 'special_fee' : 'ordinary'}`, pay);
  }
  return { balances: new Map([...balances].filter(([, amountFen]) => amountFen !== 0)), enhancementFen };
}

function termsOf(visit: PlainVisit, paid: number, stay: boolean): { due: number; rate: number; maximum: number } {
  const { level, insutype, retired } = visit;
  if (stay && insutype === '310') return { due: stay310[level] ?? 0, rate: inpatient310[level]?.[retired ? 1 : 0] ?? 0, maximum: Infinity };
  if (stay) return { due: stay390[level] ?? 0, rate: inpatient390[level] ?? 0, maximum: Infinity };
  if (insutype === '390') return { due: 0, rate: outpatient390[level] ?? 0, maximum: 40000 };
  const rate = (outpatient310[level] ?? 0) + (retired ? 5 : 0);
  return { due: Math.max(0, (level === 'level3' ? 40000 : 20000) - paid), rate, maximum: 1200000 };
}

function add(balances: Map<string, number>, account: string, amountFen: number): void {
  balances.set(account, (balances.get(account) ?? 0) + amountFen);
}
