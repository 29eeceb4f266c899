'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { carePlan as copy } from '@/app/_copy/care-plan';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import type { CarePlan } from '@/server/domain/care-plan/plan';
import type { ReferralDetail } from '../use-referral';

/** Most referrals have no plan yet, and do without what shows one. */
const fetchWritten = () => import('./written-plan');
const WrittenPlan = dynamic(() => fetchWritten().then((written) => written.WrittenPlan), { ssr: false, loading: () => <p role="status">{shell.loading}</p> });

interface PlanPanelProps {
  readonly shown: ReferralDetail;
}

/** The care plan on a referral: what was handed over, what became of it, and the way to write it. Without one, the referral itself says so. */
export function PlanPanel({ shown }: PlanPanelProps) {
  return shown.care.plan === 'shown' ? <ShownPlan shown={shown} /> : <NoPlan shown={shown} />;
}

function NoPlan({ shown }: PlanPanelProps) {
  return (
    <Section title={copy.panel.title} actions={<Ways shown={shown} status={null} />}>
      <p>{nothingOf(shown)}</p>
    </Section>
  );
}

function ShownPlan({ shown }: PlanPanelProps) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.care.plan.queryOptions({ referralId: shown.referral.id }, { refetchOnWindowFocus: false, refetchOnReconnect: false }));
  // What shows the plan is fetched while the plan is asked for.
  useEffect(() => void fetchWritten(), []);
  if (!data) return <Section title={copy.panel.title}>{error ? <RefusalList error={error} /> : <p role="status">{shell.loading}</p>}</Section>;
  const { plan, hospitalName } = data;
  if (plan === null) return <NoPlan shown={shown} />;
  return (
    <Section title={copy.panel.title} actions={<Ways shown={shown} status={plan.status} />}>
      <p>{plan.status === 'draft' ? copy.panel.draftOf(plan.savedByName, formatInstant(plan.savedAt)) : copy.panel.handedOver(hospitalName, formatInstant(plan.handedOverAt), plan.savedByName)}</p>
      <WrittenPlan detail={data} plan={plan} />
    </Section>
  );
}

function Ways({ shown: { care, referral }, status }: PlanPanelProps & { readonly status: CarePlan['status'] | null }) {
  const label = status === null ? copy.panel.write : status === 'draft' ? copy.panel.continueDraft : copy.panel.revise;
  return (
    <>
      {care.mayWrite ? (
        <Link href={`/referrals/care-plan?id=${referral.id}`}>
          <Button>{label}</Button>
        </Link>
      ) : null}
      {status === 'handed_over' ? (
        <Link href={`/referrals/care-plan/print?id=${referral.id}`}>
          <Button>{copy.panel.print}</Button>
        </Link>
      ) : null}
    </>
  );
}

function nothingOf({ care, referral }: ReferralDetail): string {
  if (care.plan === 'hidden') return copy.panel.hidden;
  return care.mayWrite || referral.arrivedAt !== null ? copy.panel.none : `${copy.panel.none}${copy.panel.noneYet}`;
}
