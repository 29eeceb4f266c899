'use client';

import { useQuery } from '@tanstack/react-query';
import { labelOf, settlementMethods } from '@/app/_copy/labels';
import { policyScreen as copy } from '@/app/_copy/policy-screen';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Choice } from '@/app/_ui/choice';
import { formatDay } from '@/app/_ui/moment';
import { Facts, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { nameOf, valueTexts } from './parameter-text';
import styles from './policies.module.css';

type View = RouterOutputs['policy']['get'];
type Parameter = View['parameters'][number];

interface PolicyParametersProps {
  readonly id: string;
  readonly onlyAssumed: boolean;
  readonly onOnly: (only: boolean) => void;
}

/** One version: where it comes from, and every number in it with its clause and how sure it is. */
export function PolicyParameters({ id, onlyAssumed, onOnly }: PolicyParametersProps) {
  const trpc = useTRPC();
  const found = useQuery(trpc.policy.get.queryOptions({ id }));
  const view = found.data;
  if (!view) return found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>;
  const shown = view.parameters.filter((parameter) => !onlyAssumed || parameter.confidence === 'assumed');
  const assumed = view.parameters.filter((parameter) => parameter.confidence === 'assumed').length;
  return (
    <>
      <Section title={view.title}>
        <Facts items={factsOf(view)} />
      </Section>
      <div className={styles.filter}>
        <Choice
          label={copy.detail.only}
          value={onlyAssumed ? 'assumed' : ''}
          onChange={(value) => onOnly(value === 'assumed')}
          options={[
            ['', copy.detail.all],
            ['assumed', copy.detail.assumed],
          ]}
        />
        <p>{copy.detail.counted(view.parameters.length, assumed)}</p>
      </div>
      {groupsOf(shown).map(([group, parameters]) => (
        <Section key={group} title={group}>
          <ParameterTable group={group} parameters={parameters} ageBands={view.ageBands} />
        </Section>
      ))}
      {shown.length === 0 ? <p>{copy.detail.noneShown}</p> : null}
    </>
  );
}

function factsOf(view: View) {
  const { detail } = copy;
  const { source } = view;
  return [
    { name: detail.source, value: source.title },
    { name: detail.issuer, value: source.issuer },
    { name: detail.number, value: source.documentNumber ?? detail.none },
    { name: detail.issuedOn, value: formatDay(source.issuedOn) },
    { name: copy.columns.days, value: copy.days(view.inForceFrom, view.inForceTo) },
    { name: detail.methods, value: view.methods.map((method) => labelOf(settlementMethods, method)).join('、') || detail.none },
    { name: detail.digest, value: <span className={styles.digest}>{view.digest}</span> },
  ];
}

/** Parameters by the part of the policy they belong to, in the order of the document. */
function groupsOf(parameters: readonly Parameter[]): [string, Parameter[]][] {
  const groups = new Map<string, Parameter[]>();
  for (const parameter of parameters) {
    const group = labelOf(copy.groups, parameter.path.split('.')[0]);
    groups.set(group, [...(groups.get(group) ?? []), parameter]);
  }
  return [...groups.entries()];
}

interface ParameterTableProps {
  readonly group: string;
  readonly parameters: readonly Parameter[];
  readonly ageBands: readonly string[];
}

function ParameterTable({ group, parameters, ageBands }: ParameterTableProps) {
  const { columns } = copy.detail;
  return (
    <ScrollArea label={group}>
      <Table<Parameter>
        rowKey="path"
        rows={parameters}
        size="small"
        columns={[
          { title: columns.name, key: 'name', render: (_, parameter) => nameOf(parameter, ageBands) },
          {
            title: columns.value,
            key: 'value',
            render: (_, parameter) => (
              <ul className={styles.values}>
                {valueTexts(parameter).map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            ),
          },
          { title: columns.confidence, key: 'confidence', render: (_, parameter) => <StatusTag kind="confidence" value={parameter.confidence} /> },
          { title: columns.clause, key: 'clause', dataIndex: 'clause' },
          { title: columns.note, key: 'note', render: (_, parameter) => parameter.note ?? copy.detail.none },
        ]}
      />
    </ScrollArea>
  );
}
