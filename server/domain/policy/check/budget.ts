import { budgetMethods, dealingBases } from '@/server/domain/budget/budget';
import { poolIds } from '@/server/domain/ledger/account';
import { identityClasses } from '@/server/domain/registry/identity-classes';
import { type BudgetTerms, type PrepaymentTerms, packagePayees, prepaymentBases } from '../budget-terms';
import { listOf, object, someOf } from './check';
import { cited, decimal, oneOf, rate, yuan } from './values';

export const budgetTerms = object<BudgetTerms>({
  method: cited(oneOf(budgetMethods)),
  perHead: someOf(poolIds, cited(yuan)),
  excludedIdentities: cited(listOf(oneOf(identityClasses))),
  yearWeights: cited(listOf(decimal('0.000001', '100'), 1)),
  growth: cited(rate),
  dealBy: cited(oneOf(dealingBases)),
});

export const prepaymentTerms = object<PrepaymentTerms>({
  basis: cited(oneOf(prepaymentBases)),
  payee: cited(oneOf(packagePayees)),
  // Less than a twelfth could not pay out the year.
  monthlyLimit: cited(decimal('0.084', '1')),
});
