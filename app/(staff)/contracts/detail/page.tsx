'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { contract as copy } from '@/app/_copy/contract';
import { contractActs as acts } from '@/app/_copy/contract-acts';
import { contractChannels, labelOf, labelsOf, terminationReasons } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { EventTimeline } from '@/app/_ui/timeline';
import { usePackageNames } from '@/app/_ui/use-package-names';
import { useScopes } from '@/app/_ui/use-self';
import { type ContractDetail, useContract } from '../use-contract';
import { ActPanel } from './act-panel';
import { Chain, Corrections } from './chain';
import { PendingEnding } from './pending-ending';

/** One contract: what was agreed, what came before and after it, what happened to it, and what can be done. */
export default function ContractPage() {
  const id = useSearchParams().get('id') ?? '';
  const found = useContract(id);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const can = useScopes();
  const names = usePackageNames();
  const shown = found.data;
  if (!shown) {
    return (
      <Page title={copy.detail.title}>
        {found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  const reload = async (contractId: string) => {
    await queries.invalidateQueries(trpc.contract.pathFilter());
    await queries.invalidateQueries(trpc.contractRequest.pathFilter());
    if (contractId !== id) router.push(`/contracts/detail?id=${contractId}`);
  };
  return (
    <Page title={copy.detail.titleOf(shown.resident.name)} actions={<Actions shown={shown} canSign={can('contract:sign')} />}>
      {shown.pendingEnding ? <PendingEnding ending={shown.pendingEnding} canAnswer={can('contract:terminate')} onDone={() => void reload(id)} /> : null}
      <Section title={copy.detail.agreement}>
        <Facts items={factsOf(shown, names, can('resident:read'))} />
      </Section>
      <ActPanel key={shown.id} shown={shown} onDone={(contractId) => void reload(contractId)} />
      {shown.chain.length > 1 ? <Chain shown={shown} /> : null}
      {shown.corrections.length > 0 ? <Corrections shown={shown} /> : null}
      <Section title={copy.detail.timeline}>
        <EventTimeline events={shown.timeline.map((event) => eventOf(event, shown.chain.length > 1))} />
      </Section>
    </Page>
  );
}

function eventOf({ at, kind, contractNumber, actorName, note, reason }: ContractDetail['timeline'][number], several: boolean) {
  const event = acts.events[kind];
  const why = kind === 'terminated' || kind === 'ending_asked' ? labelOf(terminationReasons, reason) : null;
  return { at, title: several ? acts.eventOf(event, contractNumber) : event, actorName: actorName || copy.detail.system, note: why === null ? note : acts.reasonNote(why, note) };
}

function Actions({ shown, canSign }: { readonly shown: ContractDetail; readonly canSign: boolean }) {
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
    </>
  );
}

function factsOf(shown: ContractDetail, names: Readonly<Record<string, string>>, canOpenResident: boolean) {
  const { fields, none } = copy.detail;
  const { resident, consent, practitioner } = shown;
  const guardian = consent?.guardian;
  return [
    { name: fields.resident, value: canOpenResident ? <Link href={`/residents/detail?id=${resident.id}`}>{resident.name}</Link> : resident.name },
    { name: fields.certNo, value: resident.maskedNumber },
    { name: fields.status, value: <StatusTag kind="contract" value={shown.stage} /> },
    { name: fields.number, value: shown.number },
    { name: fields.institution, value: shown.institution.name },
    { name: fields.team, value: shown.team.name },
    { name: fields.phone, value: shown.team.phone ?? none },
    { name: fields.doctor, value: practitioner ? `${practitioner.name} ${practitioner.title}` : none },
    { name: fields.package, value: labelsOf(names, shown.packageCodes) },
    { name: fields.term, value: copy.sign.years(shown.termYears) },
    { name: fields.days, value: copy.list.term(shown.startDay, shown.endDay) },
    ...(shown.status === 'in_force' ? [{ name: fields.left, value: copy.list.left(shown.daysLeft) }] : []),
    { name: fields.signedAt, value: formatInstant(shown.signedAt) },
    { name: fields.channel, value: labelOf(contractChannels, shown.channel) },
    { name: fields.consent, value: consent ? consentText(consent) : none },
    ...(guardian ? [{ name: fields.guardian, value: copy.detail.guardian(guardian.name, guardian.relation) }] : []),
    ...(shown.endedReason ? [{ name: fields.endedReason, value: labelOf(terminationReasons, shown.endedReason) }] : []),
  ];
}

function consentText({ textVersion, revokedAt }: NonNullable<ContractDetail['consent']>): string {
  const version = copy.sign.consentVersion(textVersion);
  return revokedAt === null ? version : copy.detail.revoked(version, formatInstant(revokedAt));
}
