import { labelOf, referralStatuses } from '@/app/_copy/labels';
import { course } from '@/app/_copy/referral-course';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import type { ReferralDetail } from '../use-referral';

/** The referral that this one follows, and those that follow it. */
export function RelatedPanel({ shown: { related, referral } }: { readonly shown: ReferralDetail }) {
  const { related: copy } = course;
  if (related.length === 0) return null;
  return (
    <Section title={copy.title}>
      <ul>
        {related.map(({ id, number, toInstitutionName, departmentName, status, isEarlier }) => {
          const line = copy.line(number, toInstitutionName, departmentName, labelOf(referralStatuses, status));
          return (
            <li key={number}>
              {isEarlier ? copy.before : copy.after}
              {isEarlier && referral.origin ? `（${copy.origins[referral.origin]}）` : ''}：{id === null ? `${line} ${copy.closed}` : <Link href={`/referrals/detail?id=${id}`}>{line}</Link>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
