/**
 * The benefit of a person's visits once more, written down without any of the product's code: the document as it is published,
 * whole numbers, one loop. It is slow and plain on purpose; `benefit-language.test.ts` holds the product against it.
 */
interface Cited<Value> {
  value: Value;
}
type Money = string | { working: string; retired: string };
type Scale = string | { from: string; rate: string }[];

export interface PlainPlan {
  id: string;
  insutype: string;
  medTypes: string[];
  accumulation: string;
  maximumGroup?: string;
  deductible: {
    basis: Cited<'year' | 'visit'>;
    byLevel: Record<string, Cited<Money>>;
    acrossLevels?: Cited<'shared' | 'separate'>;
    byAdmission?: Cited<string[]>;
    referralChain?: { withinDays: Cited<number> };
    essentialDrugsExempt?: Cited<boolean>;
  };
  rates: Record<string, Cited<Scale | { working: Scale; retired: Scale }>>;
  slicesOver?: Cited<'visit' | 'year'>;
  annualMaximum: Cited<Money> | null;
  designated?: { whose: Cited<string>; levels: Cited<string[]>; elsewhereFactor: Cited<string>; exceptReferred: Cited<boolean> };
  exceptions?: { institutions: Cited<{ code: string }[]>; deductibleAs: Cited<string> | null; rateAs: Cited<string> | null; ownDeductible?: Cited<Money> }[];
}

export interface PlainEnhancement {
  id: string;
  insutypes: string[];
  medTypes: string[];
  scope: Cited<string>;
  when?: {
    keyGroups?: Cited<string[]>;
    identityClasses?: Cited<string[]>;
    referred?: Cited<boolean>;
    diagnoses?: Cited<{ prefix: string }[]>;
    prescriptionDays?: Cited<{ least: number; most: number | null }>;
  };
  points?: Cited<string>;
  deductibleCut?: Cited<Money>;
  maximumRaise?: Cited<Money>;
  asPlan?: Cited<string>;
}

export interface PlainBenefit {
  benefitYearStart: Cited<string>;
  rateCeiling: Cited<string>;
  plans: PlainPlan[];
  enhancements: PlainEnhancement[];
}

export interface PlainVisit {
  institutionCode: string;
  settlementId: string;
  insutype: string;
  medType: string;
  settledAt: string;
  startedAt: string | null;
  endedAt: string | null;
  inScopeFen: number;
  essentialDrugFen: number | null;
  prescriptionDays: number | null;
  diagnosisCode: string | null;
  referralNumber: string | null;
  refundOf: string | null;
}

export interface PlainPerson {
  retired: boolean;
  home: string | null;
  /** From that day on. */
  keyGroups: { group: string; from: string }[];
  identityClasses: { identityClass: string; from: string }[];
  contracts: { institutionCode: string; allianceIds: string[]; from: string; to: string }[];
  places: Record<string, { level: string; allianceIds: string[]; parentCode: string | null }>;
  referrals: Record<string, { direction: string; from: string; on: string }>;
}

export interface PlainResult {
  deductible: number;
  pay: number;
  enhancement: number;
  admission: number;
}

interface Chain {
  admission: number;
  paid: bigint;
}

const million = 1_000_000n;

/** 分 and millionths from decimal text. */
function scaled(text: string, places: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole) * 10n ** BigInt(places) + BigInt(fraction.padEnd(places, '0').slice(0, places) || '0');
}
const fenOf = (text: string) => scaled(text, 2);
const rateOf = (text: string) => scaled(text, 6);
const halfUp = (numerator: bigint, denominator: bigint) => (2n * numerator + denominator) / (2n * denominator);
const most = (a: bigint, b: bigint) => (a > b ? a : b);
const least = (a: bigint, b: bigint) => (a < b ? a : b);
const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
const moneyOf = (money: Money, retired: boolean) => fenOf(typeof money === 'string' ? money : retired ? money.retired : money.working);

/** By settlement number. Refunds and what they take back are not in it. */
export function plainBenefit(visits: readonly PlainVisit[], benefit: PlainBenefit, person: PlainPerson): Map<string, PlainResult> {
  const order = (visit: PlainVisit) => `${visit.settledAt} ${visit.institutionCode} ${visit.settlementId}`;
  const refunds = visits.filter((visit) => visit.refundOf !== null);
  const takenBack = (visit: PlainVisit) => refunds.some((refund) => refund.refundOf === visit.settlementId && refund.institutionCode === visit.institutionCode);
  const deductiblePaid = new Map<string, bigint>();
  const basePaid = new Map<string, bigint>();
  const fundPaid = new Map<string, bigint>();
  const admissions = new Map<string, number>();
  const lastAt = new Map<string, { chain: Chain; ended: string }>();
  const lastUnder = new Map<string, { chain: Chain; ended: string }>();
  const results = new Map<string, PlainResult>();

  for (const visit of [...visits].sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    if (visit.refundOf !== null || takenBack(visit)) continue;
    const { retired } = person;
    const day = visit.settledAt.slice(0, 10);
    const start = benefit.benefitYearStart.value;
    const year = day.slice(5) < start ? Number(day.slice(0, 4)) - 1 : Number(day.slice(0, 4));
    const plan = benefit.plans.find((each) => each.insutype === visit.insutype && each.medTypes.includes(visit.medType));
    const place = person.places[visit.institutionCode];
    if (!plan || !place) throw new Error('the oracle knows neither plan nor place');
    const contract = person.contracts.find((each) => each.from <= day && day <= each.to);
    const referral = visit.referralNumber === null ? undefined : person.referrals[visit.referralNumber];

    // Which stay of the year it is, and the chain it continues.
    const began = (visit.startedAt ?? visit.settledAt).slice(0, 10);
    const perVisit = plan.deductible.basis.value === 'visit';
    const within = plan.deductible.referralChain?.withinDays.value;
    let referred = referral !== undefined;
    let chain: Chain | null = null;
    if (perVisit && referral && within !== undefined) {
      if (days(referral.on, began) > within) referred = false;
      else {
        const before = lastUnder.get(`${plan.accumulation} ${visit.referralNumber ?? ''}`) ?? lastAt.get(`${plan.accumulation} ${referral.from}`);
        if (before && days(before.ended, began) <= within) chain = before.chain;
      }
    }
    const admission = !perVisit ? 1 : (chain?.admission ?? (admissions.get(`${year} ${plan.accumulation}`) ?? 0) + 1);

    const exception = (terms: PlainPlan) => terms.exceptions?.find((each) => each.institutions.value.some(({ code }) => code === visit.institutionCode));
    const deductibleLevel = (terms: PlainPlan) => exception(terms)?.deductibleAs?.value ?? place.level;
    const deductibleKey = `${year} ${plan.accumulation} ${plan.deductible.acrossLevels?.value === 'separate' ? deductibleLevel(plan) : ''}`;
    const baseKey = `${year} ${plan.accumulation}`;
    const fundKey = `${year} ${plan.maximumGroup ?? plan.accumulation}`;
    const paidBefore = deductiblePaid.get(deductibleKey) ?? 0n;
    const fundBefore = fundPaid.get(fundKey) ?? 0n;
    const baseBefore = basePaid.get(baseKey) ?? 0n;

    const designated = plan.designated;
    const theirs = [person.home, contract?.institutionCode ?? null];
    const wanted = designated?.whose.value === 'home_institution' ? [theirs[0]] : designated?.whose.value === 'contract_institution' ? [theirs[1]] : theirs;
    const atDesignated =
      designated === undefined ||
      !designated.levels.value.includes(place.level) ||
      (referred && designated.exceptReferred.value) ||
      wanted.some((code) => code !== null && (code === visit.institutionCode || code === place.parentCode));

    const pay = (terms: PlainPlan, enhancements: PlainEnhancement[]) => {
      const rates = terms.rates[exception(terms)?.rateAs?.value ?? place.level];
      const factor = terms.designated === undefined || atDesignated ? million : rateOf(terms.designated.elsewhereFactor.value);
      if (!rates || factor === 0n) return { covered: false, deductible: 0n, base: 0n, pay: 0n };
      const amount = exception(terms)?.ownDeductible ?? terms.deductible.byLevel[deductibleLevel(terms)];
      let asked = amount ? moneyOf(amount.value, retired) : 0n;
      const byAdmission = terms.deductible.byAdmission?.value;
      if (byAdmission) asked = halfUp(asked * rateOf(byAdmission[Math.min(admission, byAdmission.length) - 1] ?? '1'), million);
      for (const { deductibleCut } of enhancements) {
        if (deductibleCut) asked = deductibleCut.value === 'waived' ? 0n : most(0n, asked - moneyOf(deductibleCut.value, retired));
      }
      let due = asked;
      if (terms.deductible.basis.value === 'year') due = most(0n, asked - paidBefore);
      else if (terms.deductible.referralChain && referred) due = referral?.direction === 'down' ? 0n : most(0n, asked - (chain?.paid ?? 0n));
      const scope = BigInt(visit.inScopeFen);
      const open = terms.deductible.essentialDrugsExempt?.value ? scope - BigInt(visit.essentialDrugFen ?? 0) : scope;
      const deductible = least(open, due);
      const base = scope - deductible;
      const points = enhancements.reduce((sum, each) => sum + rateOf(each.points?.value ?? '0'), 0n);
      const ceiling = rateOf(benefit.rateCeiling.value);
      const own = rates.value;
      const scale = typeof own === 'string' || Array.isArray(own) ? own : retired ? own.retired : own.working;
      const slices = typeof scale === 'string' ? [{ from: '0', rate: scale }] : scale;
      const from = terms.slicesOver?.value === 'year' ? baseBefore : 0n;
      let millionths = 0n;
      for (const [index, slice] of slices.entries()) {
        const next = slices[index + 1];
        const lower = most(fenOf(slice.from), from);
        const upper = next ? least(fenOf(next.from), from + base) : from + base;
        if (upper <= lower) continue;
        const policyRate = least(halfUp(rateOf(slice.rate) * factor, million), ceiling);
        millionths += (upper - lower) * least(policyRate + points, ceiling);
      }
      let paid = halfUp(millionths, million);
      if (plan.annualMaximum) {
        const raise = enhancements.reduce((sum, each) => sum + (each.maximumRaise ? moneyOf(each.maximumRaise.value, retired) : 0n), 0n);
        paid = least(paid, most(0n, moneyOf(plan.annualMaximum.value, retired) + raise - fundBefore));
      }
      return { covered: true, deductible, base, pay: paid };
    };

    const holds = (each: PlainEnhancement) => {
      if (!contract || !each.insutypes.includes(visit.insutype) || !each.medTypes.includes(visit.medType)) return false;
      const scope = each.scope.value;
      if (scope === 'team_institution' && visit.institutionCode !== contract.institutionCode) return false;
      if (scope === 'alliance_member' && visit.institutionCode !== contract.institutionCode && !place.allianceIds.some((id) => contract.allianceIds.includes(id))) return false;
      if (scope === 'any_primary' && place.level !== 'village' && place.level !== 'township') return false;
      const { keyGroups, identityClasses, referred: asksReferred, diagnoses, prescriptionDays } = each.when ?? {};
      if (keyGroups && !person.keyGroups.some(({ group, from }) => from <= day && keyGroups.value.includes(group))) return false;
      if (identityClasses && !person.identityClasses.some(({ identityClass, from }) => from <= day && identityClasses.value.includes(identityClass))) return false;
      if (asksReferred && asksReferred.value !== referred) return false;
      if (diagnoses && !diagnoses.value.some(({ prefix }) => visit.diagnosisCode?.startsWith(prefix))) return false;
      if (prescriptionDays) {
        const told = visit.prescriptionDays;
        if (told === null || told < prescriptionDays.value.least || told > (prescriptionDays.value.most ?? 100_000)) return false;
      }
      return true;
    };

    const enhancements = benefit.enhancements.filter(holds);
    const without = pay(plan, []);
    let best = pay(plan, enhancements.filter((each) => !each.asPlan));
    for (const each of enhancements) {
      const terms = each.asPlan && benefit.plans.find(({ id }) => id === each.asPlan?.value);
      const other = terms ? pay(terms, [each]) : best;
      if (other.pay > best.pay) best = other;
    }

    deductiblePaid.set(deductibleKey, paidBefore + best.deductible);
    basePaid.set(baseKey, baseBefore + best.base);
    fundPaid.set(fundKey, fundBefore + best.pay);
    if (best.covered && perVisit) {
      const stay = { chain: chain ?? { admission, paid: 0n }, ended: (visit.endedAt ?? visit.settledAt).slice(0, 10) };
      stay.chain.paid += best.deductible;
      if (!chain) admissions.set(`${year} ${plan.accumulation}`, admission);
      if (within !== undefined) {
        lastAt.set(`${plan.accumulation} ${visit.institutionCode}`, stay);
        if (referred) lastUnder.set(`${plan.accumulation} ${visit.referralNumber ?? ''}`, stay);
      }
    }
    results.set(visit.settlementId, { deductible: Number(best.deductible), pay: Number(best.pay), enhancement: Number(best.pay - without.pay), admission });
  }
  return results;
}
