'use client';

import { useSearchParams } from 'next/navigation';
import { labelOf, referralDirections } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { course } from '@/app/_copy/referral-course';
import { shell } from '@/app/_copy/shell';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { PlanPanel } from '../care-plan/plan-panel';
import { useReferral } from '../use-referral';
import { useListAddress, useReferralWalk } from '../use-referral-walk';
import { ActPanel } from './act-panel';
import { CourseSteps } from './course-steps';
import { DocumentsPanel } from './documents-panel';
import styles from './detail.module.css';
import { OrderPanel } from './order-panel';
import { PlacesPanel } from './places-panel';
import { RelatedPanel } from './related-panel';
import { TimelinePanel } from './timeline-panel';
import { TurnPanel } from './turn-panel';

/** One referral: how far it has come, what can be done now and why the rest cannot, its places, what is asked, and what happened. */
export default function ReferralPage() {
  const id = useSearchParams().get('id') ?? '';
  const home = useListAddress();
  const found = useReferral(id);
  const shown = found.data;
  if (!shown) {
    return <Page title={copy.detail.title}>{id === '' ? <p>{course.missing}</p> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}</Page>;
  }
  const { referral } = shown;
  return (
    <Page
      title={copy.detail.titleOf(labelOf(referralDirections, referral.direction), referral.number)}
      description={
        <>
          <StatusTag kind="referral" value={referral.status} /> <StatusTag kind="priority" value={referral.priority} />
        </>
      }
      actions={
        <>
          <Walk key={id} id={id} />
          <Link href={home}>
            <Button>{copy.detail.back}</Button>
          </Link>
          <Link href={`/referrals/print?id=${referral.id}`}>
            <Button>{copy.detail.print}</Button>
          </Link>
        </>
      }
    >
      {/* A newer version is another matter: what was being typed for the old one is kept as a draft. */}
      <ActPanel key={`${referral.id} ${shown.version}`} shown={shown} />
      <CourseSteps shown={shown} />
      {referral.kind === 'e_consult' ? null : <PlacesPanel shown={shown} />}
      <TurnPanel key={`turn ${shown.version}`} shown={shown} />
      {referral.kind === 'e_consult' ? null : <PlanPanel key={`plan ${shown.version}`} shown={shown} />}
      <OrderPanel shown={shown} />
      <DocumentsPanel shown={shown} />
      <RelatedPanel shown={shown} />
      <TimelinePanel shown={shown} />
    </Page>
  );
}

/** On to the neighbours in the list that one came from. */
function Walk({ id }: { readonly id: string }) {
  const { index, count, previous, next } = useReferralWalk(id);
  if (index < 0) return null;
  return (
    <span className={styles.walk} title={course.walk.hint}>
      <span>{course.walk.place(index + 1, count)}</span>
      <Button disabled={!previous} aria-keyshortcuts="K" onClick={() => previous?.()}>
        {course.walk.previous}
      </Button>
      <Button disabled={!next} aria-keyshortcuts="J" onClick={() => next?.()}>
        {course.walk.next}
      </Button>
    </span>
  );
}
