import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { Plan } from '@/server/domain/policy/plan';
import type { Adjudication, RunningTotals, VisitFacts } from './adjudication';
import { deductibleLevel } from './deductible';
import { nothingLayered, type LayerTotals } from './layers';
import type { YearUse, YearUses } from './year-use';

/** One benefit year: the deductible and the rated amount of each accumulation, the fund of each group that shares a maximum. */
interface YearBook {
  readonly deductible: Map<string, Fen>;
  readonly base: Map<string, Fen>;
  readonly fund: Map<string, Fen>;
  /** Of all accumulations together. */
  layers: LayerTotals;
}

type Where = Pick<VisitFacts, 'institutionCode' | 'level'>;

/** What one person has used, by benefit year, going on from what earlier visits have used. */
export class YearTotals {
  readonly #years = new Map<Day, YearBook>();
  readonly #earlier: YearUses;

  constructor(earlier: YearUses) {
    this.#earlier = earlier;
  }

  before(benefitYear: Day, plan: Plan, place: Where): RunningTotals {
    const { deductible, base, fund, layers } = this.#bookOf(benefitYear);
    return {
      deductiblePaidFen: deductible.get(deductibleKey(plan, place)) ?? 0,
      fundPaidFen: fund.get(plan.maximumGroup ?? plan.accumulation) ?? 0,
      baseFen: base.get(plan.accumulation) ?? 0,
      layers,
    };
  }

  add(plan: Plan, place: Where, { benefitYear, after }: Adjudication): void {
    const book = this.#bookOf(benefitYear);
    book.deductible.set(deductibleKey(plan, place), after.deductiblePaidFen);
    book.fund.set(plan.maximumGroup ?? plan.accumulation, after.fundPaidFen);
    book.base.set(plan.accumulation, after.baseFen);
    book.layers = after.layers;
  }

  /** How a year stands now. */
  used(benefitYear: Day): Pick<YearUse, 'deductible' | 'base' | 'fund' | 'layers'> {
    const { deductible, base, fund, layers } = this.#bookOf(benefitYear);
    return { deductible: Object.fromEntries(deductible), base: Object.fromEntries(base), fund: Object.fromEntries(fund), layers };
  }

  #bookOf(benefitYear: Day): YearBook {
    let book = this.#years.get(benefitYear);
    if (book === undefined) {
      book = bookAfter(this.#earlier.get(benefitYear));
      this.#years.set(benefitYear, book);
    }
    return book;
  }
}

function bookAfter(used: YearUse | undefined): YearBook {
  if (used === undefined) return { deductible: new Map(), base: new Map(), fund: new Map(), layers: nothingLayered };
  return { deductible: new Map(Object.entries(used.deductible)), base: new Map(Object.entries(used.base)), fund: new Map(Object.entries(used.fund)), layers: used.layers };
}

function deductibleKey(plan: Plan, place: Where): string {
  const { accumulation, deductible } = plan;
  return deductible.acrossLevels?.value === 'separate' ? `${accumulation} ${deductibleLevel(plan, place)}` : accumulation;
}
