'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { carePlan as copy } from '@/app/_copy/care-plan';
import { drugChanges } from '@/app/_copy/labels-care-plan';
import { labelOf, sexes } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Page } from '@/app/_ui/page';
import { QrCode } from '@/app/_ui/qr-code';
import { RefusalList } from '@/app/_ui/refusal-list';
import { PrintTools, Slip } from '@/app/_ui/slip';
import type { PlannedDrug } from '@/server/domain/care-plan/plan';
import { doseOf, factsOf } from '../plan-content';
import type { CareDetail } from '../use-plan-draft';

/** The sheet that goes home with the patient; its code is the referral's number, which says nothing about the person. */
export default function PrintCarePlanPage() {
  const trpc = useTRPC();
  const id = useSearchParams().get('id') ?? '';
  const found = useQuery(trpc.care.plan.queryOptions({ referralId: id }, { enabled: id !== '', refetchOnWindowFocus: false, refetchOnReconnect: false }));
  return (
    <Page title={copy.print.pageTitle}>
      <PrintTools print={copy.print.print} back={copy.print.back} backHref={`/referrals/detail?id=${id}`} />
      {id === '' ? <p>{copy.form.missing}</p> : found.data ? <PlanSheet detail={found.data} /> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function PlanSheet({ detail }: { readonly detail: CareDetail }) {
  const { plan, resident, referral, hospitalName, homeName, tasks } = detail;
  if (!plan || plan.status !== 'handed_over' || !resident) return <p>{copy.print.none}</p>;
  const { content } = plan;
  const open = tasks.filter(({ state }) => state !== 'replaced' && state !== 'dropped');
  const rows: readonly (readonly [string, string])[] = [
    [copy.print.person, `${copy.returning.person(resident.name, labelOf(sexes, resident.sex), resident.age)} ${resident.maskedNumber}`],
    [copy.print.number, referral.number],
    [copy.print.from, `${hospitalName} ${referral.departmentName} ${plan.savedByName}`],
    [copy.print.to, homeName],
    ...factsOf(content).map(({ name, value }) => [name, value] as const),
    [copy.print.drugs, content.drugs.length === 0 ? copy.panel.noDrugs : content.drugs.map(drugLine).join('；')],
    [copy.print.tasks, open.map(({ title, dueOn }) => copy.print.task(title, dueOn)).join('；') || copy.panel.noTasks],
  ];
  return (
    <Slip
      title={copy.print.title}
      rows={rows}
      signatures={Object.values(copy.print.signatures)}
      code={
        <>
          <QrCode text={referral.number} label={copy.print.qrLabel} />
          <p>{referral.number}</p>
        </>
      }
    />
  );
}

function drugLine(drug: PlannedDrug): string {
  const dose = drug.change === 'stopped' ? drugChanges.stopped : `${doseOf(drug)}，${copy.panel.days(drug.days)}（${drugChanges[drug.change]}）`;
  return `${copy.panel.drugName(drug.name, drug.form)} ${dose}${drug.note === null ? '' : ` ${drug.note}`}`;
}
