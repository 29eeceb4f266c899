import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import type { SettlementMethod } from '@/server/domain/policy/policy-version';
import { halfUp, plainComposite, plainKept, plainLimit, plainMean, plainPoints, plainTotal } from '../properties/plain-settlement';
import { type SettledYear, membersOf } from '../factories/settle-by-method';
import type { PlainVisit } from '../factories/settled-year';

/** What a booked year must come to by each method, from its visits alone: pool and code → final amount. */
export function plainFinals(method: SettlementMethod, settled: SettledYear): Map<string, bigint> {
  return new Map(plainLines(method, settled).map(({ pool, code, final }) => [`${pool}/${code}`, final]));
}

interface PlainLine {
  readonly pool: string;
  readonly code: string;
  readonly final: bigint;
}

function plainLines(method: SettlementMethod, settled: SettledYear): PlainLine[] {
  switch (method) {
    case 'points':
      return byPoints(settled);
    case 'per_head_ceiling':
      return byCeiling(settled);
    case 'alliance_total':
      return byTotal(settled);
    case 'total_kept_or_borne':
      return byTotalKept(settled);
    case 'composite':
      return byComposite(settled);
  }
}

/** What was posted in the year. */
const postedOf = ({ year }: SettledYear) => year.visits.filter(({ postedTo }) => postedTo === undefined);
const sumOf = (visits: readonly PlainVisit[]) => visits.reduce((sum, { payFen }) => sum + BigInt(payFen), 0n);
const poolOf = ({ insutype, medType }: PlainVisit): PoolId => `${insutype}-${medType === '14' ? 'special' : medType === '21' ? 'inpatient' : 'ordinary'}`;
const isSpecial = ({ specialFee, medType }: PlainVisit) => specialFee || medType === '41';
const share = (text: string) => BigInt(Math.round(Number(text) * 10_000));

function byPoints(settled: SettledYear): PlainLine[] {
  const terms = settled.policy.settlement.points;
  if (!terms) throw new Error('no terms');
  const outside = `H${settled.district.regionCode}00090`;
  return poolIds
    .filter((pool) => !pool.endsWith('-inpatient'))
    .flatMap((pool) => {
      const all = postedOf(settled).filter((visit) => poolOf(visit) === pool);
      const inside = all.filter(({ institutionCode }) => institutionCode !== outside);
      const at = (code: string) => inside.filter(({ institutionCode }) => institutionCode === code);
      // June was paid ahead at nine tenths.
      const prepaid = (code: string) => halfUp(sumOf(at(code).filter(({ day }) => day.startsWith('2024-06'))) * 9n, 10n);
      const { finals } = plainPoints({
        ...{ budget: 5_000_000n, adjustment: 0n, paid: sumOf(all), outside: sumOf(all) - sumOf(inside), special: sumOf(inside.filter(isSpecial)) },
        ...{ k: share(terms.institutionShare.value), literal: terms.reading.value === 'literal', rate: null },
        claims: [...new Set(inside.map(({ institutionCode }) => institutionCode))].map((code) => ({
          ...{ code, points: null, fund: sumOf(at(code).filter((visit) => !isSpecial(visit))) },
          rest: sumOf(at(code).filter(isSpecial)) - prepaid(code),
        })),
      });
      return [...finals].map(([code, final]) => ({ pool, code, final }));
    });
}

function byCeiling(settled: SettledYear): PlainLine[] {
  const terms = settled.policy.settlement.per_head_ceiling;
  if (!terms?.budgeted) throw new Error('no terms');
  const { lead, township, clinic, foreignLead, foreignTownship } = settled.district;
  const paid = (pool: PoolId, codes: readonly string[]) => sumOf(postedOf(settled).filter((visit) => poolOf(visit) === pool && codes.includes(visit.institutionCode)));
  const townships = [[township.code, clinic.code], [foreignTownship.code]];
  const ceilings = townships.map((codes): PlainLine => {
    const insured = codes.reduce((sum, code) => sum + BigInt(settled.year.heads.get(`390/${code}`)?.insured ?? 0), 0n);
    const limit = insured * BigInt(terms.perHead.value);
    return { pool: '390-ordinary', code: codes[0] ?? '', final: plainLimit(paid('390-ordinary', codes), limit, share(terms.overspendShare.value), share(terms.surplusReward.value)) };
  });
  const mean = plainMean([{ fund: 500_001n, weight: 1n }, { fund: 600_000n, weight: 1n }], share(settled.policy.budget.growth.value));
  const { overspendShare, surplusShare } = terms.budgeted;
  const budgeted = (['390-inpatient', '390-special'] as const).flatMap((pool) =>
    [[lead.code], ...townships, [foreignLead.code]].map((codes): PlainLine => ({ pool, code: codes[0] ?? '', final: plainLimit(paid(pool, codes), mean, share(overspendShare.value), share(surplusShare.value)) })),
  );
  return [...ceilings, ...budgeted];
}

/** An alliance's people and places in some pools, and its heads. */
function allianceIn(settled: SettledYear, allianceId: string, insutype: '310' | '390', kinds: readonly string[], isPoorOut: boolean) {
  const members = membersOf(settled.district, allianceId);
  const visits = postedOf(settled).filter((visit) => kinds.map((kind) => `${insutype}-${kind}`).includes(poolOf(visit)));
  const isOwn = (visit: PlainVisit) => members.includes(visit.homeCode) && !(isPoorOut && visit.poor);
  const here = visits.filter(({ institutionCode }) => members.includes(institutionCode));
  const heads = members.map((code) => settled.year.heads.get(`${insutype}/${code}`) ?? { insured: 0, poor: 0 });
  return {
    code: members[0] ?? '',
    heads: BigInt(heads.reduce((sum, { insured, poor }) => sum + insured - (isPoorOut ? poor : 0), 0)),
    ...{ inside: sumOf(here.filter(isOwn)), outside: sumOf(here.filter((visit) => !isOwn(visit))), prepaid: 0n, deductions: 0n, adjustment: 0n },
    elsewhere: sumOf(visits.filter((visit) => isOwn(visit) && !members.includes(visit.institutionCode))),
  };
}

const everything = ['ordinary', 'special', 'inpatient'];
const alliances = ({ district }: SettledYear) => [district.allianceId, district.foreignAllianceId];

function byTotal(settled: SettledYear): PlainLine[] {
  const terms = settled.policy.settlement.alliance_total;
  if (!terms) throw new Error('no terms');
  return (['310', '390'] as const).flatMap((insutype) =>
    alliances(settled).map((id): PlainLine => {
      const alliance = allianceIn(settled, id, insutype, everything, true);
      const budget = alliance.heads * BigInt(terms.perHead[insutype].value);
      const { final } = plainTotal({ ...alliance, budget }, { staff: share(terms.staffShare.value), fund: share(terms.reasonableOverspendFundShare.value), reasonable: 0n });
      return { pool: `${insutype}-total`, code: alliance.code, final };
    }),
  );
}

function byTotalKept(settled: SettledYear): PlainLine[] {
  const terms = settled.policy.settlement.total_kept_or_borne;
  if (!terms?.specialPerHead) throw new Error('no terms');
  const { perHead, specialPerHead, withheldShare, fullScore } = terms;
  const scores = new Map([[settled.district.allianceId, 9250n], [settled.district.foreignAllianceId, 7625n]]);
  return (['310', '390'] as const).flatMap((insutype) =>
    alliances(settled).flatMap((id): PlainLine[] => {
      const special = BigInt(specialPerHead[insutype].value);
      const rest = allianceIn(settled, id, insutype, ['ordinary', 'inpatient'], false);
      const apart = allianceIn(settled, id, insutype, ['special'], false);
      const full = BigInt(fullScore.value);
      const total = plainKept({ ...rest, budget: rest.heads * (BigInt(perHead[insutype].value) - special) }, { withheld: share(withheldShare.value), score: scores.get(id) ?? null, full });
      const capitation = plainKept({ ...apart, budget: apart.heads * special }, { withheld: 0n, score: null, full });
      return [
        { pool: `${insutype}-total`, code: rest.code, final: total.final },
        { pool: `${insutype}-special`, code: apart.code, final: capitation.final },
      ];
    }),
  );
}

function byComposite(settled: SettledYear): PlainLine[] {
  const terms = settled.policy.settlement.composite;
  if (!terms) throw new Error('no terms');
  const late = new Set(settled.year.visits.filter(({ postedTo }) => postedTo !== undefined).map(({ settlementId }) => settlementId));
  return (['310', '390'] as const).flatMap((insutype) =>
    alliances(settled).map((id): PlainLine => {
      const alliance = allianceIn(settled, id, insutype, ['ordinary', 'special'], false);
      const stays = settled.year.scores.filter((score) => score.insutype === insutype && membersOf(settled.district, id).includes(score.institutionCode) && !late.has(score.settlementId));
      const budget = plainComposite({
        ...{ heads: alliance.heads, perHead: BigInt(terms.outpatientPerHead.value), rate: BigInt(terms.drgRate.value), dayRate: BigInt(terms.bedDayRate.value) },
        points: stays.reduce((sum, { points }) => sum + BigInt(points) * 100n, 0n),
        days: stays.reduce((sum, { bedDays }) => sum + BigInt(bedDays), 0n),
      });
      return { pool: `${insutype}-total`, code: alliance.code, final: budget - alliance.elsewhere + alliance.outside };
    }),
  );
}
