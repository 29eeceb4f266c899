import { type Month, instantOf } from '@/server/domain/kernel/calendar-day';
import type { Posting } from '@/server/domain/posting/posting';
import { FlowCount } from '@/server/domain/referral-report/flow-report';
import { QuarterCount } from '@/server/domain/referral-report/quarter-report';
import type { ReferralFact, ReportClock } from '@/server/domain/referral-report/referral-fact';

/** A civil time of March 2025. */
export function at(dayAndTime: string): number {
  return instantOf(`2025-03-${dayAndTime}:00`);
}

/** The whole of March, looked at a month after. */
export const march: ReportClock = { from: at('01 00:00'), until: instantOf('2025-04-01 00:00:00'), now: instantOf('2025-05-01 09:00:00'), followUpDays: 14 };

let made = 0;

/** A referral upward that was sent on the third at nine and is owed an answer a day later. */
export function factOf(change: Partial<ReferralFact> = {}): ReferralFact {
  made += 1;
  return {
    ...{ id: `r${made}`, number: `Z${made}`, residentId: `p${made}`, direction: 'up', kind: 'outpatient', consultType: null, priority: 'routine', status: 'sent' },
    ...{ signed: true, external: false, origin: null, fromInstitutionCode: 'T1', toInstitutionCode: 'H1', departmentCode: 'cardiology', departmentName: '心血管内科' },
    ...{ sentAt: at('03 09:00'), answerDueAt: at('04 09:00'), answeredAt: null, decidedAt: null, queuedAt: null, promisedDay: null, placedAt: null },
    ...{ arrivedAt: null, completedAt: null, returnedAt: null, receivedAt: null, followedUpAt: null, closedAt: null, declineCode: null },
    ...change,
  };
}

/** Some referrals added up, in groups of the institutions they were sent to or of whatever is asked. */
export function flowOf(facts: readonly ReferralFact[], { keyOf = ({ toInstitutionCode }: ReferralFact) => toInstitutionCode, months = [] as readonly Month[] } = {}): FlowCount {
  const count = new FlowCount(march, months, keyOf);
  for (const fact of facts) count.add(fact);
  return count;
}

export function quarterOf(facts: readonly ReferralFact[], postings: readonly Posting[]): QuarterCount {
  const count = new QuarterCount(march, postings);
  for (const fact of facts) count.add(fact);
  return count;
}
