'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { budgetSheet } from '@/app/_copy/budget-sheet';
import { budgetMethods, pools } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterInputs } from '@/app/_trpc/outputs';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import { type BaseRequest, type RequestTexts, noTexts, readBudgetRequest } from './read-budget-request';
import styles from './budgets.module.css';

const copy = budgetSheet.set;
type Scope = RouterInputs['budget']['set']['scope'];
const methods = ['fixed', 'per_head', 'mean_of_years', 'composite'] as const satisfies readonly BaseRequest['method'][];

interface SetDialogProps {
  readonly year: string;
  /** Whose budget is set anew; one is chosen where none is given. */
  readonly again?: { readonly name: string; readonly pool: PoolId; readonly scope: Scope };
  readonly onEnd: () => void;
}

/** Sets a budget: whose, of which pool, and by which method it is worked out. */
export function SetDialog({ year, again, onEnd }: SetDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [scope, setScope] = useState('region');
  const [pool, setPool] = useState<string>(poolIds[0]);
  const [method, setMethod] = useState<BaseRequest['method']>('fixed');
  const [texts, setTexts] = useState(noTexts);
  const [reason, setReason] = useState('');
  const [isMalformed, setMalformed] = useState(false);
  const save = useMutation(
    trpc.budget.set.mutationOptions({
      onSuccess: async () => {
        onEnd();
        await queries.invalidateQueries(trpc.budget.pathFilter());
      },
    }),
  );
  const submit = () => {
    const request = readBudgetRequest(method, texts);
    setMalformed(request === null);
    const chosen = poolIds.find((id) => id === pool) ?? poolIds[0];
    if (request) save.mutate({ year, pool: again?.pool ?? chosen, scope: again?.scope ?? scopeOf(scope), request, reason: reason.trim() || null });
  };
  return (
    <Modal
      open
      title={again ? copy.titleAgain(again.name) : copy.title}
      okText={save.isPending ? copy.working : copy.confirm}
      okButtonProps={{ disabled: save.isPending }}
      cancelText={copy.cancel}
      onOk={submit}
      onCancel={onEnd}
    >
      <Form layout="vertical" className={styles.stack}>
        {again ? null : (
          <>
            <ScopeChoice value={scope} onChange={setScope} />
            <Choice label={copy.pool} value={pool} onChange={setPool} options={poolIds.map((id) => [id, pools[id]])} />
          </>
        )}
        <Choice label={copy.method} value={method} onChange={(chosen) => setMethod(methods.find((each) => each === chosen) ?? 'fixed')} options={methods.map((each) => [each, budgetMethods[each]])} />
        <MethodFields method={method} texts={texts} onChange={(changes) => setTexts({ ...texts, ...changes })} />
        <Form.Item label={copy.reason} htmlFor="budget-reason" required={again !== undefined}>
          <Input id="budget-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
      {isMalformed ? <p role="alert">{copy.malformed}</p> : null}
      <RefusalList error={save.error} />
    </Modal>
  );
}

function ScopeChoice({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.institution.list.queryOptions({ levels: [] }));
  const inside = (data ?? []).filter(({ level, parentCode }) => level !== 'out_of_region' && parentCode === null);
  const alliances = new Map(inside.flatMap(({ allianceId, allianceName }): [string, string][] => (allianceId === null ? [] : [[allianceId, allianceName ?? allianceId]])));
  return (
    <Choice
      label={copy.scope}
      value={value}
      onChange={onChange}
      options={[
        ['region', budgetSheet.list.region],
        ...[...alliances].map(([id, name]): [string, string] => [`alliance ${id}`, name]),
        ...inside.map(({ code, name }): [string, string] => [`institution ${code}`, name]),
      ]}
    />
  );
}

function scopeOf(value: string): Scope {
  const [kind, code = ''] = value.split(' ');
  if (kind === 'alliance') return { kind, allianceId: code };
  return kind === 'institution' ? { kind, institutionCode: code } : { kind: 'region' };
}

interface MethodFieldsProps {
  readonly method: BaseRequest['method'];
  readonly texts: RequestTexts;
  readonly onChange: (changes: Partial<RequestTexts>) => void;
}

const fieldsOf: Readonly<Record<BaseRequest['method'], readonly (readonly [name: keyof RequestTexts, label: string, required: boolean])[]>> = {
  fixed: [['amount', copy.amount, true]],
  per_head: [['perHead', copy.perHead, false], ['countedOn', copy.countedOn, false]],
  mean_of_years: [['growth', copy.growth, false], ['weights', copy.weights, false], ['given', copy.given, false]],
  composite: [
    ...([['outpatientHeads', copy.outpatientHeads, true], ['outpatientPerHead', copy.outpatientPerHead, false], ['drgPoints', copy.drgPoints, true]] as const),
    ...([['drgRate', copy.drgRate, false], ['bedDays', copy.bedDays, true], ['bedDayRate', copy.bedDayRate, false]] as const),
  ],
};

function MethodFields({ method, texts, onChange }: MethodFieldsProps) {
  return fieldsOf[method].map(([name, label, required]) => (
    <Form.Item key={name} label={label} htmlFor={`budget-${name}`} required={required}>
      {name === 'given' ? (
        <Input.TextArea id={`budget-${name}`} rows={3} value={texts[name]} onChange={(event) => onChange({ [name]: event.target.value })} />
      ) : (
        <Input id={`budget-${name}`} inputMode="decimal" value={texts[name]} onChange={(event) => onChange({ [name]: event.target.value })} />
      )}
    </Form.Item>
  ));
}
