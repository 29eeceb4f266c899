'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { carePlan as copy } from '@/app/_copy/care-plan';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import type { CareDetail } from './use-plan-draft';

/** Most referrals have no plan yet, and do without what shows one. */
const WrittenPlan = dynamic(() => import('./written-plan').then((written) => written.WrittenPlan), { ssr: false, loading: () => <p role="status">{shell.loading}</p> });

/** The care plan on a referral: what was handed over, what became of it, and the way to write it. */
export function PlanPanel({ referralId }: { readonly referralId: string }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.care.plan.queryOptions({ referralId }, { refetchOnWindowFocus: false, refetchOnReconnect: false }));
  const detail = found.data;
  if (!detail) return <Section title={copy.panel.title}>{found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}</Section>;
  return (
    <Section title={copy.panel.title} actions={<Ways detail={detail} />}>
      {detail.plan === null ? <p>{nothingOf(detail)}</p> : null}
      {detail.plan ? (
        <>
          <p>{detail.plan.status === 'draft' ? copy.panel.draftOf(detail.plan.savedByName, formatInstant(detail.plan.savedAt)) : copy.panel.handedOver(detail.hospitalName, formatInstant(detail.plan.handedOverAt), detail.plan.savedByName)}</p>
          <WrittenPlan detail={detail} plan={detail.plan} />
        </>
      ) : null}
    </Section>
  );
}

function Ways({ detail }: { readonly detail: CareDetail }) {
  const { plan, mayWrite, referral } = detail;
  const label = plan === null ? copy.panel.write : plan.status === 'draft' ? copy.panel.continueDraft : copy.panel.revise;
  return (
    <>
      {mayWrite ? (
        <Link href={`/referrals/care-plan?id=${referral.id}`}>
          <Button>{label}</Button>
        </Link>
      ) : null}
      {plan?.status === 'handed_over' ? (
        <Link href={`/referrals/care-plan/print?id=${referral.id}`}>
          <Button>{copy.panel.print}</Button>
        </Link>
      ) : null}
    </>
  );
}

function nothingOf({ handedOver, resident, mayWrite, referral }: CareDetail): string {
  if (handedOver && resident === null) return copy.panel.hidden;
  return mayWrite || referral.arrivedAt !== null ? copy.panel.none : `${copy.panel.none}${copy.panel.noneYet}`;
}
