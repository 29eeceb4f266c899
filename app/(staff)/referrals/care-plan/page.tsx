'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { carePlan as copy } from '@/app/_copy/care-plan';
import { labelOf, sexes } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { PlanForm } from './plan-form';

/** Where the hospital writes what goes home with the patient. */
export default function CarePlanPage() {
  const trpc = useTRPC();
  const id = useSearchParams().get('id') ?? '';
  // Every reading is noted for the resident, so it is not read again by itself.
  const found = useQuery(trpc.care.plan.queryOptions({ referralId: id }, { enabled: id !== '', refetchOnWindowFocus: false, refetchOnReconnect: false }));
  const detail = found.data;
  if (!detail) {
    return <Page title={copy.form.title}>{id === '' ? <p>{copy.form.missing}</p> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}</Page>;
  }
  const { resident, mayWrite, homeName } = detail;
  return (
    <Page
      title={resident ? copy.form.titleOf(copy.returning.person(resident.name, labelOf(sexes, resident.sex), resident.age)) : copy.form.title}
      description={copy.form.description(homeName)}
      actions={
        <Link href={`/referrals/detail?id=${id}`}>
          <Button>{copy.form.back}</Button>
        </Link>
      }
    >
      {mayWrite && resident ? <PlanForm key={id} detail={detail} /> : <p>{copy.form.notWriter}</p>}
    </Page>
  );
}
