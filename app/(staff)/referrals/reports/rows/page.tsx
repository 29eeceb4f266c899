'use client';

import { useState } from 'react';
import { capacityKinds, declineCodes, labelOf } from '@/app/_copy/labels';
import { careRoutes, placeChoices, referralMeasures, referralReport } from '@/app/_copy/referral-report';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { spanOf } from '../filters';
import { PlaceRows, SessionRows } from './capacity-rows';
import { ReferralRows } from './referral-rows';
import { VisitRows } from './visit-rows';

const noChoice = {
  ...{ of: '', from: '', to: '', page: '1', alliance: '', institution: '', department: '', resource: '', kind: '', choice: '', sender: '', receiver: '' },
  ...{ measure: '', direction: '', decline: '', route: '', visited: '' },
};
export type RowChoice = typeof noChoice;

const copy = referralReport.rows;
const tabOf: Readonly<Record<string, string>> = { places: 'capacity', sessions: 'capacity', visits: 'outside' };

/** What a number of the reports counts, row by row. */
export default function ReportRowsPage() {
  const [choice, setChoice] = useUrlFilters(noChoice);
  const [today] = useState(() => dayOfInstant(Date.now()));
  const span = spanOf(choice, today);
  const onPage = (page: number) => setChoice({ page: String(page) });
  const tab = tabOf[choice.of] ?? (choice.measure in referralMeasures && isOfQuarter(choice.measure) ? 'quarter' : 'flow');
  const back = new URLSearchParams({ tab, ...span, ...(choice.alliance ? { alliance: choice.alliance } : {}), ...(choice.institution && tab !== 'capacity' ? { institution: choice.institution } : {}) });
  return (
    <Page
      title={labelOf(copy.of, choice.of) || copy.title}
      description={[namesOf(choice), span ? referralReport.period(span.from, span.to) : ''].filter(Boolean).join('；')}
      actions={
        <>
          <Link href={`/referrals/reports?${back.toString()}`}>
            <Button>{referralReport.back}</Button>
          </Link>
          <Button onClick={() => window.print()}>{referralReport.print}</Button>
        </>
      }
    >
      {span === null ? (
        <p role="alert">{copy.unknown}</p>
      ) : choice.of === 'referrals' ? (
        <ReferralRows choice={choice} span={span} onPage={onPage} />
      ) : choice.of === 'places' ? (
        <PlaceRows choice={choice} span={span} onPage={onPage} />
      ) : choice.of === 'sessions' ? (
        <SessionRows choice={choice} span={span} onPage={onPage} />
      ) : choice.of === 'visits' ? (
        <VisitRows choice={choice} span={span} onPage={onPage} />
      ) : (
        <p role="alert">{copy.unknown}</p>
      )}
    </Page>
  );
}

/** Measures of what happened belong to the quarter's report; those of what was sent to the other. */
function isOfQuarter(measure: string): boolean {
  return /^(moved_|sent_down|came_back|consult_(any|clinical|imaging|ecg|pathology|laboratory))/.test(measure);
}

/** What was chosen, in words. */
function namesOf({ of, measure, choice, kind, route, decline, resource }: RowChoice): string {
  const parts = [
    of === 'referrals' ? labelOf(referralMeasures, measure) : '',
    of === 'places' ? labelOf(placeChoices, choice) : '',
    of === 'visits' ? labelOf(careRoutes, route) : '',
    kind ? labelOf(capacityKinds, kind) : '',
    resource,
    decline ? copy.declined(decline === 'none' ? referralReport.flow.noReason : labelOf(declineCodes, decline)) : '',
  ];
  return parts.filter(Boolean).join('，');
}
