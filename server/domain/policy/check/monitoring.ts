import type { MonitoringTerms } from '../monitoring-terms';
import type { PolicyDocumentRefusal } from '../refusals';
import { object, refine } from './check';
import { cited, rate, wholeNumber, yuan } from './values';

/** 基金预警. A line for people of low income that lies above everybody's would protect nobody. */
export const monitoringTerms = refine(
  object<MonitoringTerms>({
    twoPlacesMinutes: cited(wholeNumber(1, 24 * 60)),
    splitVisits: cited(wholeNumber(2, 100)),
    splitSpreadShare: cited(rate),
    unservedMonths: cited(wholeNumber(1, 120)),
    selfPaidLine: cited(yuan),
    lowIncomeSelfPaidLine: cited(yuan),
    projectionMonths: cited(wholeNumber(1, 12)),
    overspendToleranceShare: cited(rate),
    longPrescriptionDays: cited(wholeNumber(1, 366)),
  }),
  linesInOrder,
);

function linesInOrder(terms: MonitoringTerms, path: string): PolicyDocumentRefusal[] {
  const [all, low] = [terms.selfPaidLine.value, terms.lowIncomeSelfPaidLine.value];
  if (low <= all) return [];
  return [{ code: 'policy.out_of_order', facts: { path: `${path}.lowIncomeSelfPaidLine`, before: String(low), after: String(all) } }];
}
