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

/** What the visits before have used, as far as a visit asks. */
interface Before {
  deductible: bigint;
  fund: bigint;
  base: bigint;
  admission: number;
  chain: Chain | null;
}

interface Case {
  visit: PlainVisit;
  benefit: PlainBenefit;
  person: PlainPerson;
  plan: PlainPlan;
  place: PlainPerson['places'][string];
  contract: PlainPerson['contracts'][number] | undefined;
  referral: PlainPerson['referrals'][string] | undefined;
  referred: boolean;
  atDesignated: boolean;
  before: Before;
}

const exceptionOf = (terms: PlainPlan, institutionCode: string) => terms.exceptions?.find((each) => each.institutions.value.some(({ code }) => code === institutionCode));
const deductibleLevel = (terms: PlainPlan, institutionCode: string, level: string) => exceptionOf(terms, institutionCode)?.deductibleAs?.value ?? level;

/** By settlement number. Refunds and what they take back are not in it. */
export function plainBenefit(visits: readonly PlainVisit[], benefit: PlainBenefit, person: PlainPerson): Map<string, PlainResult> {
  const order = (visit: PlainVisit) => `${visit.settledAt} ${visit.institutionCode} ${visit.settlementId}`;
  const refunds = visits.filter((visit) => visit.refundOf !== null);
  const takenBack = (visit: PlainVisit) => refunds.some((refund) => refund.refundOf === visit.settlementId && refund.institutionCode === visit.institutionCode);
  const sums = new Map<string, bigint>();
  const stays: Stays = { admissions: new Map(), lastAt: new Map(), lastUnder: new Map() };
  const results = new Map<string, PlainResult>();
  for (const visit of [...visits].sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    if (visit.refundOf !== null || takenBack(visit)) continue;
    const plan = benefit.plans.find((each) => each.insutype === visit.insutype && each.medTypes.includes(visit.medType));
    const place = person.places[visit.institutionCode];
    if (!plan || !place) throw new Error('the oracle knows neither plan nor place');
    const day = visit.settledAt.slice(0, 10);
    const year = day.slice(5) < benefit.benefitYearStart.value ? Number(day.slice(0, 4)) - 1 : Number(day.slice(0, 4));
    const own = `${year} ${plan.accumulation}`;
    const keys = {
      deductible: `deductible ${own} ${plan.deductible.acrossLevels?.value === 'separate' ? deductibleLevel(plan, visit.institutionCode, place.level) : ''}`,
      base: `base ${own}`,
      fund: `fund ${year} ${plan.maximumGroup ?? plan.accumulation}`,
    };
    const contract = person.contracts.find((each) => each.from <= day && day <= each.to);
    const referral = visit.referralNumber === null ? undefined : person.referrals[visit.referralNumber];
    const { referred, chain, admission } = standing(visit, plan, own, referral, stays);
    const sum = (key: string) => sums.get(key) ?? 0n;
    const before = { deductible: sum(keys.deductible), fund: sum(keys.fund), base: sum(keys.base), admission, chain };
    const atDesignated = isAtDesignated(plan, visit, place, referred, person.home, contract?.institutionCode ?? null);
    const best = enhanced({ visit, benefit, person, plan, place, contract, referral, referred, atDesignated, before });
    sums.set(keys.deductible, before.deductible + best.deductible);
    sums.set(keys.base, before.base + best.base);
    sums.set(keys.fund, before.fund + best.pay);
    if (best.covered) keep(visit, plan, own, { referred, chain, admission }, best.deductible, stays);
    results.set(visit.settlementId, { deductible: Number(best.deductible), pay: Number(best.pay), enhancement: Number(best.pay - best.without), admission });
  }
  return results;
}

interface Stays {
  admissions: Map<string, number>;
  lastAt: Map<string, { chain: Chain; ended: string }>;
  lastUnder: Map<string, { chain: Chain; ended: string }>;
}

interface Standing {
  referred: boolean;
  chain: Chain | null;
  admission: number;
}

/** Which stay of the year a visit is, and the chain it continues. */
function standing(visit: PlainVisit, plan: PlainPlan, own: string, referral: Case['referral'], stays: Stays): Standing {
  const within = plan.deductible.referralChain?.withinDays.value;
  if (plan.deductible.basis.value === 'year') return { referred: referral !== undefined, chain: null, admission: 1 };
  const anew = { referred: referral !== undefined, chain: null, admission: (stays.admissions.get(own) ?? 0) + 1 };
  if (!referral || within === undefined) return anew;
  const began = (visit.startedAt ?? visit.settledAt).slice(0, 10);
  if (days(referral.on, began) > within) return { ...anew, referred: false };
  const last = stays.lastUnder.get(`${plan.accumulation} ${visit.referralNumber ?? ''}`) ?? stays.lastAt.get(`${plan.accumulation} ${referral.from}`);
  if (!last || days(last.ended, began) > within) return anew;
  return { referred: true, chain: last.chain, admission: last.chain.admission };
}

function keep(visit: PlainVisit, plan: PlainPlan, own: string, { referred, chain, admission }: Standing, deductible: bigint, stays: Stays): void {
  if (plan.deductible.basis.value === 'year') return;
  const stay = { chain: chain ?? { admission, paid: 0n }, ended: (visit.endedAt ?? visit.settledAt).slice(0, 10) };
  stay.chain.paid += deductible;
  if (!chain) stays.admissions.set(own, admission);
  if (plan.deductible.referralChain === undefined) return;
  stays.lastAt.set(`${plan.accumulation} ${visit.institutionCode}`, stay);
  if (referred) stays.lastUnder.set(`${plan.accumulation} ${visit.referralNumber ?? ''}`, stay);
}

function isAtDesignated({ designated }: PlainPlan, visit: PlainVisit, place: Case['place'], referred: boolean, home: string | null, team: string | null): boolean {
  if (designated === undefined || !designated.levels.value.includes(place.level) || (referred && designated.exceptReferred.value)) return true;
  const wanted = { home_institution: [home], contract_institution: [team], contract_or_home: [home, team] }[designated.whose.value] ?? [];
  return wanted.some((code) => code !== null && (code === visit.institutionCode || code === place.parentCode));
}

/** What is paid with the enhancements that hold, and without any. */
function enhanced(one: Case) {
  const holding = one.benefit.enhancements.filter((each) => holds(each, one));
  const without = pay(one.plan, [], one);
  let best = pay(one.plan, holding.filter((each) => !each.asPlan), one);
  for (const each of holding) {
    const terms = one.benefit.plans.find(({ id }) => id === each.asPlan?.value);
    const other = terms ? pay(terms, [each], one) : best;
    if (other.pay > best.pay) best = other;
  }
  return { ...best, without: without.pay };
}

function holds({ insutypes, medTypes, scope: { value: scope }, when }: PlainEnhancement, { visit, person, place, contract, referred }: Case): boolean {
  if (!contract || !insutypes.includes(visit.insutype) || !medTypes.includes(visit.medType)) return false;
  const day = visit.settledAt.slice(0, 10);
  const atTeam = visit.institutionCode === contract.institutionCode;
  if (scope === 'team_institution' && !atTeam) return false;
  if (scope === 'alliance_member' && !atTeam && !place.allianceIds.some((id) => contract.allianceIds.includes(id))) return false;
  if (scope === 'any_primary' && place.level !== 'village' && place.level !== 'township') return false;
  const { keyGroups, identityClasses, referred: asksReferred, diagnoses, prescriptionDays } = when ?? {};
  if (keyGroups && !person.keyGroups.some(({ group, from }) => from <= day && keyGroups.value.includes(group))) return false;
  if (identityClasses && !person.identityClasses.some(({ identityClass, from }) => from <= day && identityClasses.value.includes(identityClass))) return false;
  if (asksReferred && asksReferred.value !== referred) return false;
  if (diagnoses && !diagnoses.value.some(({ prefix }) => visit.diagnosisCode?.startsWith(prefix))) return false;
  const told = visit.prescriptionDays;
  return !prescriptionDays || (told !== null && told >= prescriptionDays.value.least && told <= (prescriptionDays.value.most ?? told));
}

/** One plan's deductible, rates and the visit's own maximum, with some enhancements. */
function pay(terms: PlainPlan, enhancements: PlainEnhancement[], one: Case): { covered: boolean; deductible: bigint; base: bigint; pay: bigint } {
  const { visit, benefit, person, plan, place, before } = one;
  const rates = terms.rates[exceptionOf(terms, visit.institutionCode)?.rateAs?.value ?? place.level];
  const factor = terms.designated === undefined || one.atDesignated ? million : rateOf(terms.designated.elsewhereFactor.value);
  if (!rates || factor === 0n) return { covered: false, deductible: 0n, base: 0n, pay: 0n };
  const scope = BigInt(visit.inScopeFen);
  const open = terms.deductible.essentialDrugsExempt?.value ? scope - BigInt(visit.essentialDrugFen ?? 0) : scope;
  const deductible = least(open, due(terms, enhancements, one));
  const base = scope - deductible;
  const points = enhancements.reduce((sum, each) => sum + rateOf(each.points?.value ?? '0'), 0n);
  const ceiling = rateOf(benefit.rateCeiling.value);
  const own = rates.value;
  const scale = typeof own === 'string' || Array.isArray(own) ? own : person.retired ? own.retired : own.working;
  const slices = typeof scale === 'string' ? [{ from: '0', rate: scale }] : scale;
  const from = terms.slicesOver?.value === 'year' ? before.base : 0n;
  let millionths = 0n;
  for (const [index, slice] of slices.entries()) {
    const next = slices[index + 1];
    const lower = most(fenOf(slice.from), from);
    const upper = next ? least(fenOf(next.from), from + base) : from + base;
    const policyRate = least(halfUp(rateOf(slice.rate) * factor, million), ceiling);
    if (upper > lower) millionths += (upper - lower) * least(policyRate + points, ceiling);
  }
  const paid = halfUp(millionths, million);
  if (!plan.annualMaximum) return { covered: true, deductible, base, pay: paid };
  const raise = enhancements.reduce((sum, each) => sum + (each.maximumRaise ? moneyOf(each.maximumRaise.value, person.retired) : 0n), 0n);
  return { covered: true, deductible, base, pay: least(paid, most(0n, moneyOf(plan.annualMaximum.value, person.retired) + raise - before.fund)) };
}

/** What is still due of a plan's deductible. */
function due(terms: PlainPlan, enhancements: PlainEnhancement[], { visit, person, place, referral, referred, before }: Case): bigint {
  const amount = exceptionOf(terms, visit.institutionCode)?.ownDeductible ?? terms.deductible.byLevel[deductibleLevel(terms, visit.institutionCode, place.level)];
  let asked = amount ? moneyOf(amount.value, person.retired) : 0n;
  const byAdmission = terms.deductible.byAdmission?.value;
  if (byAdmission) asked = halfUp(asked * rateOf(byAdmission[Math.min(before.admission, byAdmission.length) - 1] ?? '1'), million);
  for (const { deductibleCut } of enhancements) {
    if (deductibleCut) asked = deductibleCut.value === 'waived' ? 0n : most(0n, asked - moneyOf(deductibleCut.value, person.retired));
  }
  if (terms.deductible.basis.value === 'year') return most(0n, asked - before.deductible);
  if (!terms.deductible.referralChain || !referred) return asked;
  return referral?.direction === 'down' ? 0n : most(0n, asked - (before.chain?.paid ?? 0n));
}
