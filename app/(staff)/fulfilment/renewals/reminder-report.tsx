import { fulfilment } from '@/app/_copy/fulfilment';
import { sentenceOf } from '@/app/_copy/refusals';
import type { RouterOutputs } from '@/app/_trpc/outputs';

interface ReminderReportProps {
  readonly report: RouterOutputs['fulfilment']['remind'];
  readonly names: ReadonlyMap<string, string>;
}

/** Who was reminded, and who was not and why. */
export function ReminderReport({ report, names }: ReminderReportProps) {
  const refused = report.flatMap(({ contractId, outcome }) => (outcome.ok ? [] : [{ contractId, refusals: outcome.refusals }]));
  return (
    <div role={refused.length === 0 ? 'status' : 'alert'}>
      <p>{fulfilment.renewals.report(report.length - refused.length, refused.length)}</p>
      {refused.length === 0 ? null : (
        <ul>
          {refused.map(({ contractId, refusals }) => (
            <li key={contractId}>
              {names.get(contractId) ?? ''} {refusals.map(sentenceOf).join('')}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
