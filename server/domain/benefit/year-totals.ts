import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { Plan } from '@/server/domain/policy/plan';
import type { Adjudication, RunningTotals, VisitFacts } from './adjudication';
import { deductibleLevel } from './deductible';
import { nothingLayered, type LayerTotals } from './layers';

/**
 * What one person has used, by benefit year: the deductible and the rated amount of each accumulation, the fund of each group
 * that shares a maximum, and the layers above of all together.
 */
export class YearTotals {
  readonly #deductible = new Map<string, Fen>();
  readonly #base = new Map<string, Fen>();
  readonly #fund = new Map<string, Fen>();
  readonly #layers = new Map<string, LayerTotals>();

  before(benefitYear: Day, plan: Plan, place: Pick<VisitFacts, 'institutionCode' | 'level'>): RunningTotals {
    return {
      deductiblePaidFen: this.#deductible.get(deductibleKey(benefitYear, plan, place)) ?? 0,
      fundPaidFen: this.#fund.get(fundKey(benefitYear, plan)) ?? 0,
      baseFen: this.#base.get(`${benefitYear} ${plan.accumulation}`) ?? 0,
      layers: this.#layers.get(benefitYear) ?? nothingLayered,
    };
  }

  add(plan: Plan, place: Pick<VisitFacts, 'institutionCode' | 'level'>, { benefitYear, after }: Adjudication): void {
    this.#deductible.set(deductibleKey(benefitYear, plan, place), after.deductiblePaidFen);
    this.#fund.set(fundKey(benefitYear, plan), after.fundPaidFen);
    this.#base.set(`${benefitYear} ${plan.accumulation}`, after.baseFen);
    this.#layers.set(benefitYear, after.layers);
  }
}

function deductibleKey(benefitYear: Day, plan: Plan, place: Pick<VisitFacts, 'institutionCode' | 'level'>): string {
  const key = `${benefitYear} ${plan.accumulation}`;
  return plan.deductible.acrossLevels?.value === 'separate' ? `${key} ${deductibleLevel(plan, place)}` : key;
}

function fundKey(benefitYear: Day, { maximumGroup, accumulation }: Plan): string {
  return `${benefitYear} ${maximumGroup ?? accumulation}`;
}
