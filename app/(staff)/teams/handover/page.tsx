'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { shell } from '@/app/_copy/shell';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterInputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import Link from '@/app/_ui/link';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import type { HandoverKind } from '@/server/domain/registry/handover';
import styles from '../teams.module.css';
import { ListChoices } from './list-choices';
import { Preview } from './preview';

type Plan = RouterInputs['team']['previewHandover'];

/** Merges teams or an institution: what goes where, a preview, and the act with its reason. */
export default function HandoverPage() {
  const [plan, setPlan] = useState<Plan | null>(null);
  const [previewed, setPreviewed] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  const { handover } = copy;
  return (
    <Page title={handover.title} description={handover.description} actions={<Link href="/teams">{copy.detail.back}</Link>}>
      {done !== null ? (
        <Section title={handover.title}>
          <p role="status">{handover.done(done)}</p>
          <Link href="/teams">{copy.detail.back}</Link>
        </Section>
      ) : previewed && plan ? (
        <Confirmation plan={plan} onBack={() => setPreviewed(false)} onDone={setDone} />
      ) : (
        <PlanForm
          plan={plan}
          onPreview={(chosen) => {
            setPlan(chosen);
            setPreviewed(true);
          }}
        />
      )}
    </Page>
  );
}

function PlanForm({ plan, onPreview }: { readonly plan: Plan | null; readonly onPreview: (plan: Plan) => void }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.team.overview.queryOptions());
  const places = useQuery(trpc.institution.list.queryOptions({ levels: ['township', 'village'] }));
  const [kind, setKind] = useState<HandoverKind>(plan?.kind ?? 'team_merged');
  const [fromCode, setFrom] = useState(plan?.fromInstitutionCode ?? '');
  const [toCode, setTo] = useState(plan?.toInstitutionCode ?? '');
  const [choices, setChoices] = useState<Plan['choices']>(plan?.choices ?? []);
  const { handover } = copy;
  if (!found.data || !places.data) return found.error || places.error ? <RefusalList error={found.error ?? places.error} /> : <p role="status">{shell.loading}</p>;
  const open = found.data.teams.filter(({ closedOn }) => closedOn === null);
  const own = places.data.filter(({ own: isOwn, closedOn }) => isOwn && !closedOn);
  const options = [['', handover.choose] as const, ...own.map(({ code, name }) => [code, name] as const)];
  const restart = (change: () => void) => {
    change();
    setChoices([]);
  };
  return (
    <Section title={handover.which}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onPreview({ kind, fromInstitutionCode: fromCode, toInstitutionCode: toCode, choices: [...choices] });
        }}
      >
        <div className={styles.filters}>
          <Choice label={handover.kind} value={kind} onChange={(value) => restart(() => setKind(value === 'institution_merged' ? value : 'team_merged'))} options={[['team_merged', handover.kinds.team_merged], ['institution_merged', handover.kinds.institution_merged]]} />
          <Choice label={handover.from} value={fromCode} onChange={(code) => restart(() => setFrom(code))} options={options} />
          <Choice label={handover.to} value={toCode} onChange={(code) => restart(() => setTo(code))} options={kind === 'institution_merged' ? options.filter(([code]) => code === '' || code !== fromCode) : options} />
        </div>
        {fromCode === '' || toCode === '' ? (
          <p className={styles.note}>{handover.nothingYet}</p>
        ) : (
          <>
            {kind === 'institution_merged' ? <p className={styles.note}>{handover.whichNote}</p> : null}
            <ListChoices key={`${kind}${fromCode}${toCode}`} kind={kind} from={open.filter(({ institutionCode }) => institutionCode === fromCode)} to={open.filter(({ institutionCode }) => institutionCode === toCode)} choices={choices} onChange={setChoices} />
            <Button type="primary" htmlType="submit">
              {handover.preview}
            </Button>
          </>
        )}
      </form>
    </Section>
  );
}

interface ConfirmationProps {
  readonly plan: Plan;
  readonly onBack: () => void;
  readonly onDone: (contracts: number) => void;
}

function Confirmation({ plan, onBack, onDone }: ConfirmationProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const preview = useQuery(trpc.team.previewHandover.queryOptions(plan, { retry: false }));
  const act = useMutation(
    trpc.team.handOver.mutationOptions({
      onSuccess: async ({ contracts }) => {
        await client.invalidateQueries({ queryKey: trpc.team.pathKey() });
        onDone(contracts);
      },
    }),
  );
  const { handover } = copy;
  const { data } = preview;
  return (
    <Section title={handover.previewTitle}>
      <RefusalList error={preview.error} />
      {data ? <Preview preview={data} /> : preview.error ? null : <p role="status">{handover.previewing}</p>}
      {data ? (
        <Form layout="vertical" component={false}>
          <Form.Item label={handover.reason} htmlFor="handover-reason" required help={handover.reasonHint}>
            <Input.TextArea id="handover-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Form.Item>
        </Form>
      ) : null}
      <RefusalList error={act.error} />
      <div className={styles.acts}>
        <Button onClick={onBack}>{handover.change}</Button>
        {data ? (
          <Button type="primary" danger loading={act.isPending} onClick={() => act.mutate({ ...plan, reason, contracts: data.contracts })}>
            {act.isPending ? handover.working : handover.confirm}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}
