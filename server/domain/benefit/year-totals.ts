import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { Plan } from '@/server/domain/policy/plan';
import type { Adjudication, RunningTotals, VisitFacts } from './adjudication';
import { deductibleLevel } from './deductible';
import { nothingLayered, type LayerTotals } from './layers';

/** One benefit year: the deductible and the rated amount of each accumulation, the fund of each group that shares a maximum. */
interface YearBook {
  readonly deductible: Map<string, Fen>;
  readonly base: Map<string, Fen>;
  readonly fund: Map<string, Fen>;
  /** Of all accumulations together. */
  layers: LayerTotals;
}

type Where = Pick<VisitFacts, 'institutionCode' | 'level'>;

/** What one person has used, by benefit year. */
export class YearTotals {
  readonly #years = new Map<Day, YearBook>();

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

  #bookOf(benefitYear: Day): YearBook {
    let book = this.#years.get(benefitYear);
    if (book === undefined) {
      book = { deductible: new Map(), base: new Map(), fund: new Map(), layers: nothingLayered };
      this.#years.set(benefitYear, book);
    }
    return book;
  }
}

function deductibleKey(plan: Plan, place: Where): string {
  const { accumulation, deductible } = plan;
  return deductible.acrossLevels?.value === 'separate' ? `${accumulation} ${deductibleLevel(plan, place)}` : accumulation;
}
