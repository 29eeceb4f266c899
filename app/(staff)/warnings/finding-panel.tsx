import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { labelOf, pools } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { dismissalReasons, warningKinds as kindNames, warning as copy } from '@/app/_copy/warning';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Facts } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import type { Steps } from '@/app/_ui/use-walk';
import { useScopes } from '@/app/_ui/use-self';
import { WalkPanel } from '@/app/_ui/walk-panel';
import { WhyPanel } from '@/app/_ui/why-panel';
import { DecideForm } from './decide-form';
import { factsText } from './facts-text';
import { stateOf } from './finding-table';
import { VisitsSideBySide } from './visits-side-by-side';
import styles from './warnings.module.css';

type Detail = RouterOutputs['warning']['get'];

interface FindingPanelProps {
  readonly id: string;
  readonly place: string;
  readonly steps: Steps;
  readonly onClose: () => void;
  /** After it was decided. */
  readonly onDone: () => void;
}

/** One finding with the records it is about side by side, and what can be made of it. */
export function FindingPanel({ id, place, steps, onClose, onDone }: FindingPanelProps) {
  const trpc = useTRPC();
  const found = useQuery(trpc.warning.get.queryOptions({ id }));
  const { detail } = copy;
  return (
    <WalkPanel title={detail.title} words={detail} place={place} steps={steps} onClose={onClose}>
      <RefusalList error={found.error} />
      {found.data ? <FindingView detail={found.data} onDone={onDone} /> : <p role="status">{found.error ? null : shell.loading}</p>}
      <p>{detail.keys}</p>
    </WalkPanel>
  );
}

function FindingView({ detail, onDone }: { readonly detail: Detail; readonly onDone: () => void }) {
  const can = useScopes();
  const { finding, visits, working } = detail;
  const vanished = finding.vanishedAt !== null;
  return (
    <div className={styles.finding}>
      <p>
        <strong>{kindNames[finding.kind]}</strong>：{factsText(finding)} <StatusTag kind="finding" value={stateOf(finding)} />
      </p>
      <Facts items={factsOf(detail)} />
      {vanished ? <p role="status">{copy.detail.vanished}</p> : null}
      {working.length > 0 ? <WhyPanel title={copy.detail.working} steps={working} /> : null}
      {finding.kind === 'budget_overspend' ? <Link href={`/budgets?year=${finding.month.slice(0, 4)}`}>{copy.detail.budget}</Link> : null}
      {visits.length > 0 ? <VisitsSideBySide visits={visits} /> : <p>{copy.detail.noVisits}</p>}
      {can('warning:work') ? <DecideForm finding={finding} onDone={onDone} /> : null}
    </div>
  );
}

function factsOf({ finding, contract }: Detail): { name: string; value: ReactNode }[] {
  const { fields } = copy.detail;
  const { residentId, residentName, institutionName, pool, decidedByName, decidedAt, reason, note, vanishedAt } = finding;
  return [
    ...(residentId === null ? [] : [{ name: fields.who, value: <Link href={`/residents/detail?id=${encodeURIComponent(residentId)}`}>{residentName ?? copy.detail.resident}</Link> }]),
    ...(institutionName === null ? [] : [{ name: fields.where, value: institutionName }]),
    ...(pool === null ? [] : [{ name: fields.pool, value: labelOf(pools, pool) }]),
    ...(contract === null ? [] : [{ name: fields.contract, value: <Link href={`/contracts/detail?id=${encodeURIComponent(contract.id)}`}>{copy.detail.contractText(contract.number, contract.startDay, contract.endDay)}</Link> }]),
    { name: fields.month, value: finding.month },
    { name: fields.found, value: formatInstant(finding.foundAt) },
    ...(vanishedAt === null ? [] : [{ name: fields.vanished, value: formatInstant(vanishedAt) }]),
    ...(decidedByName === null ? [] : [{ name: fields.decided, value: copy.detail.decidedBy(decidedByName, formatInstant(decidedAt)) }]),
    ...(reason === null ? [] : [{ name: fields.reason, value: dismissalReasons[reason] }]),
    ...(note === null ? [] : [{ name: fields.note, value: note }]),
  ];
}
