import type { BudgetedClaim, BudgetedPool, BudgetedSection, CeilingClaim, PerHeadCeilingInput } from '@/server/domain/settlement/ceiling-inputs';
import type { DocumentReader, Fields } from './document-reader';

export function readCeiling(reader: DocumentReader, root: Fields): PerHeadCeilingInput {
  reader.onlyKeys(root, '', ['method', 'pool', 'perHead', 'overspendShare', 'surplusReward', 'institutions', 'budgeted', 'carried']);
  return {
    method: 'per_head_ceiling',
    poolId: reader.text(root, '', 'pool'),
    perHeadFen: reader.amount(root, '', 'perHead'),
    overspendShare: reader.text(root, '', 'overspendShare'),
    surplusReward: reader.text(root, '', 'surplusReward'),
    institutions: reader.list(root, '', 'institutions', (json, path) => readTownship(reader, json, path)),
    ...(root.budgeted === undefined ? {} : { budgeted: readBudgeted(reader, root) }),
  };
}

function readTownship(reader: DocumentReader, json: unknown, path: string): CeilingClaim {
  const claim = reader.record(json, path);
  reader.onlyKeys(claim, path, ['code', 'insured', 'feeForService', 'prepaid', 'deductions', 'budget', 'adjustment']);
  const budgetFen = reader.optionalAmount(claim, path, 'budget');
  const adjustmentFen = reader.optionalAmount(claim, path, 'adjustment');
  return {
    code: reader.text(claim, path, 'code'),
    insured: reader.count(claim, path, 'insured'),
    feeForServiceFen: reader.amount(claim, path, 'feeForService'),
    prepaidFen: reader.amount(claim, path, 'prepaid'),
    deductionsFen: reader.amount(claim, path, 'deductions'),
    ...(budgetFen === undefined ? {} : { budgetFen }),
    ...(adjustmentFen === undefined ? {} : { adjustmentFen }),
  };
}

function readBudgeted(reader: DocumentReader, root: Fields): BudgetedSection {
  const section = reader.record(root.budgeted, 'budgeted');
  reader.onlyKeys(section, 'budgeted', ['overspendShare', 'surplusShare', 'pools']);
  return {
    overspendShare: reader.text(section, 'budgeted', 'overspendShare'),
    surplusShare: reader.text(section, 'budgeted', 'surplusShare'),
    pools: reader.list(section, 'budgeted', 'pools', (json, path): BudgetedPool => {
      const pool = reader.record(json, path);
      reader.onlyKeys(pool, path, ['id', 'institutions']);
      return { id: reader.text(pool, path, 'id'), institutions: reader.list(pool, path, 'institutions', (item, place) => readBudgetedClaim(reader, item, place)) };
    }),
  };
}

function readBudgetedClaim(reader: DocumentReader, json: unknown, path: string): BudgetedClaim {
  const claim = reader.record(json, path);
  reader.onlyKeys(claim, path, ['code', 'years', 'growth', 'budget', 'adjustment', 'feeForService', 'prepaid', 'deductions']);
  return {
    code: reader.text(claim, path, 'code'),
    years: reader.list(claim, path, 'years', (item, place) => {
      const year = reader.record(item, place);
      reader.onlyKeys(year, place, ['year', 'fund', 'weight']);
      return { year: reader.text(year, place, 'year'), fundFen: reader.amount(year, place, 'fund'), weight: reader.text(year, place, 'weight') };
    }),
    growth: reader.text(claim, path, 'growth'),
    budgetFen: reader.amount(claim, path, 'budget'),
    adjustmentFen: reader.amount(claim, path, 'adjustment'),
    feeForServiceFen: reader.amount(claim, path, 'feeForService'),
    prepaidFen: reader.amount(claim, path, 'prepaid'),
    deductionsFen: reader.amount(claim, path, 'deductions'),
  };
}
