'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import Link from '@/app/_ui/link';
import { formatDay } from '@/app/_ui/moment';
import { useScopes } from '@/app/_ui/use-self';
import { WhyNot } from '@/app/_ui/why-not';
import type { Scope } from '@/server/domain/permission/scopes';
import { type SettlementStatus, settlementStatuses } from '@/server/domain/settlement/course';
import styles from '../settlements.module.css';
import { tabHref } from './section-nav';
import type { SettlementView } from './settlement-view';

type Step = 'deliver' | 'review' | 'confirm' | 'close';

interface Following {
  readonly step: Step;
  readonly scope: Scope;
}

/** The step that follows each status, and who may take it. */
const next: Readonly<Record<SettlementStatus, Following | null>> = {
  computed: { step: 'deliver', scope: 'settlement:compute' },
  delivered: { step: 'review', scope: 'settlement:review' },
  reviewed: { step: 'confirm', scope: 'settlement:confirm' },
  confirmed: { step: 'close', scope: 'settlement:close' },
  closed: null,
};

/** 办理进度: where the settlement stands, and the one thing that comes next, or why whoever looks cannot do it. */
export function Course({ view }: { readonly view: SettlementView }) {
  const at = settlementStatuses.indexOf(view.status);
  const following = next[view.status];
  const isReplaced = view.version < view.newestVersion && at < settlementStatuses.indexOf('confirmed');
  return (
    <>
      <ol className={styles.steps} aria-label={copy.detail.steps.label}>
        {settlementStatuses.map((status, index) => (
          <li key={status} className={index < at ? styles.done : index === at ? styles.current : ''} aria-current={index === at ? 'step' : undefined}>
            {copy.detail.steps[status]}
            <small>{index < at ? copy.detail.steps.done : index === at ? copy.detail.steps.current : copy.detail.steps.next}</small>
          </li>
        ))}
      </ol>
      {isReplaced ? <p className={styles.bad}>{copy.detail.superseded(view.newestVersion)}</p> : null}
      {following && !isReplaced ? (
        <div className={styles.actions}>
          <ForInstitutions view={view} />
          <Payments view={view} />
          <NextStep view={view} {...following} />
        </div>
      ) : null}
    </>
  );
}

/** What an institution does meanwhile: check its lines before the day. */
function ForInstitutions({ view }: { readonly view: SettlementView }) {
  const can = useScopes();
  if (!can('settlement:object') || view.whyNot.object.length > 0 || view.objectionsUntil === null) return null;
  return <p>{copy.detail.checkUntil(formatDay(view.objectionsUntil))}</p>;
}

/** What finance does of a confirmed settlement, before somebody else closes it. */
function Payments({ view }: { readonly view: SettlementView }) {
  const can = useScopes();
  if (!can('settlement:dispose') || view.status !== 'confirmed') return null;
  return (
    <Link href={tabHref(view.id, 'closing')}>
      <Button type="primary">{copy.detail.actions.dispose}</Button>
    </Link>
  );
}

function NextStep({ view, step, scope }: Following & { readonly view: SettlementView }) {
  const can = useScopes();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const onSuccess = async () => {
    setAsking(false);
    await queries.invalidateQueries(trpc.settlement.pathFilter());
  };
  const deliver = useMutation(trpc.settlement.deliver.mutationOptions({ onSuccess }));
  const review = useMutation(trpc.settlement.review.mutationOptions({ onSuccess }));
  const confirm = useMutation(trpc.settlement.confirm.mutationOptions({ onSuccess }));
  const close = useMutation(trpc.settlement.close.mutationOptions({ onSuccess }));
  const mutation = { deliver, review, confirm, close }[step];
  const { actions } = copy.detail;
  const reasons = view.whyNot[step];
  if (!can(scope)) return <WhyNot title={actions.whyNot[step]} sentences={[actions.scopeMissing[step]]} />;
  if (reasons.length > 0) return <WhyNot title={actions.whyNot[step]} refusals={reasons} />;
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        {actions[step]}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={actions[step]}
          text={actions.texts[step]}
          confirm={actions[step]}
          working={actions.working}
          cancel={actions.cancel}
          mutation={mutation}
          onConfirm={() => mutation.mutate({ id: view.id })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
