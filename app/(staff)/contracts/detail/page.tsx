'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { contract as copy } from '@/app/_copy/contract';
import { labelOf, labelsOf, terminationReasons } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { formatInstant } from '@/app/_ui/moment';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { EventTimeline } from '@/app/_ui/timeline';
import { useScopes } from '@/app/_ui/use-self';
import { type ContractDetail, useContract } from '../use-contract';
import { TerminateDialog } from './terminate-dialog';

/** One contract: what was agreed, what happened to it, and how to end it. */
export default function ContractPage() {
  const found = useContract(useSearchParams().get('id') ?? '');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const can = useScopes();
  const [isEnding, setEnding] = useState(false);
  const shown = found.data;
  if (!shown) {
    return (
      <Page title={copy.detail.title}>
        {found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  const reload = async () => {
    setEnding(false);
    await queries.invalidateQueries(trpc.contract.pathFilter());
  };
  const canEnd = can('contract:terminate') && (shown.status === 'in_force' || shown.status === 'expired');
  return (
    <Page title={copy.detail.titleOf(shown.resident.name)} actions={<Actions shown={shown} canSign={can('contract:sign')} onEnd={canEnd ? () => setEnding(true) : null} />}>
      <Section title={copy.detail.agreement}>
        <Facts items={factsOf(shown, can('resident:read'))} />
      </Section>
      <Section title={copy.detail.timeline}>
        <EventTimeline
          events={shown.timeline.map(({ at, kind, actorName, note }) => ({ at, title: copy.detail.events[kind], actorName: actorName || copy.detail.system, note }))}
        />
      </Section>
      {isEnding ? <TerminateDialog contractId={shown.id} residentName={shown.resident.name} onDone={() => void reload()} onClose={() => setEnding(false)} /> : null}
    </Page>
  );
}

function Actions({ shown, canSign, onEnd }: { readonly shown: ContractDetail; readonly canSign: boolean; readonly onEnd: (() => void) | null }) {
  return (
    <>
      <Link href="/contracts">
        <Button>{copy.detail.back}</Button>
      </Link>
      {canSign && shown.status === 'in_force' ? (
        <Link href={`/contracts/print?id=${shown.id}`}>
          <Button>{copy.detail.print}</Button>
        </Link>
      ) : null}
      {onEnd ? (
        <Button danger onClick={onEnd}>
          {copy.detail.terminate}
        </Button>
      ) : null}
    </>
  );
}

function factsOf(shown: ContractDetail, canOpenResident: boolean) {
  const { fields, none } = copy.detail;
  const { resident, consent, practitioner } = shown;
  const guardian = consent?.guardian;
  return [
    { name: fields.resident, value: canOpenResident ? <Link href={`/residents/detail?id=${resident.id}`}>{resident.name}</Link> : resident.name },
    { name: fields.certNo, value: resident.maskedNumber },
    { name: fields.status, value: <StatusTag kind="contract" value={shown.status} /> },
    { name: fields.number, value: shown.number },
    { name: fields.institution, value: shown.institution.name },
    { name: fields.team, value: shown.team.name },
    { name: fields.phone, value: shown.team.phone ?? none },
    { name: fields.doctor, value: practitioner ? `${practitioner.name} ${practitioner.title}` : none },
    { name: fields.package, value: labelsOf(copy.packages, shown.packageCodes) },
    { name: fields.term, value: copy.sign.years(shown.termYears) },
    { name: fields.days, value: copy.list.term(shown.startDay, shown.endDay) },
    ...(shown.status === 'in_force' ? [{ name: fields.left, value: copy.list.left(shown.daysLeft) }] : []),
    { name: fields.signedAt, value: formatInstant(shown.signedAt) },
    { name: fields.consent, value: consent ? copy.sign.consentVersion(consent.textVersion) : none },
    ...(guardian ? [{ name: fields.guardian, value: copy.detail.guardian(guardian.name, guardian.relation) }] : []),
    ...(shown.endedReason ? [{ name: fields.endedReason, value: labelOf(terminationReasons, shown.endedReason) }] : []),
  ];
}
