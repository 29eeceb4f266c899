'use client';

import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { contract as contractCopy } from '@/app/_copy/contract';
import { certTypes, insutypes, keyGroups, labelOf, labelsOf, sexes } from '@/app/_copy/labels';
import { recognition as recognitionCopy } from '@/app/_copy/recognition';
import { resident as copy } from '@/app/_copy/resident';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { useScopes } from '@/app/_ui/use-self';
import { Identities } from './identities';
import { RecognitionTable } from './recognition-table';
import { UnmaskNumber } from './unmask-number';

/** Opening the page leaves a row that the resident sees, so it is not fetched again by itself. */
function useResident(residentId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.resident.get.queryOptions({ residentId }, { staleTime: 300_000, refetchOnWindowFocus: false, refetchOnReconnect: false }));
}

type Detail = NonNullable<ReturnType<typeof useResident>['data']>;

export default function ResidentPage() {
  const found = useResident(useSearchParams().get('id') ?? '');
  const can = useScopes();
  const person = found.data;
  if (!person) {
    return (
      <Page title={copy.detail.title}>
        {found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  const refer = can('referral:create') && !person.deathDay ? <Link href={`/referrals/new?resident=${person.id}`}><Button>{copy.detail.refer}</Button></Link> : null;
  const recognize = can('recognition:apply') && !person.deathDay ? <Link href={`/recognitions/new?resident=${person.id}`}><Button>{recognitionCopy.resident.apply}</Button></Link> : null;
  return (
    <Page title={copy.detail.titleOf(person.name)} description={copy.detail.description} actions={refer}>
      <Section title={copy.detail.person}>
        <Facts items={factsOf(person, can('resident:unmask'))} />
      </Section>
      <Section title={copy.identity.title}>
        <Identities person={person} mayRecord={can('identity:record')} />
      </Section>
      <Section title={copy.detail.contracts}>
        <ContractTable person={person} />
      </Section>
      <Section title={recognitionCopy.resident.title} actions={recognize}>
        <RecognitionTable recognitions={person.recognitions} />
      </Section>
      <Section title={copy.detail.records}>
        <p>{can('referral:read') ? <Link href={`/referrals?resident=${person.id}`}>{copy.detail.referrals(person.referrals)}</Link> : copy.detail.referrals(person.referrals)}</p>
        <p>{can('visit:read') ? <Link href={`/visits?resident=${person.id}`}>{copy.detail.visits(person.visits)}</Link> : copy.detail.visits(person.visits)}</p>
      </Section>
    </Page>
  );
}

function factsOf(person: Detail, mayUnmask: boolean) {
  const { fields } = copy.detail;
  return [
    { name: fields.name, value: person.name },
    { name: fields.certType, value: labelOf(certTypes, person.certType) },
    { name: fields.number, value: <UnmaskNumber residentId={person.id} masked={person.maskedNumber} allowed={mayUnmask} /> },
    { name: fields.sex, value: labelOf(sexes, person.sex) },
    { name: fields.birth, value: copy.detail.birthAndAge(person.birthDay, person.age) },
    { name: fields.phone, value: person.maskedPhone ?? copy.detail.none },
    { name: fields.address, value: person.address ?? copy.detail.none },
    { name: fields.home, value: person.homeInstitutionName ?? copy.detail.none },
    { name: fields.insutype, value: labelOf(insutypes, person.insutype) },
    ...(person.insutype === '310' ? [{ name: fields.retired, value: person.retired ? copy.detail.retired : copy.detail.working }] : []),
    { name: fields.groups, value: person.keyGroups.map((group) => labelOf(keyGroups, group)).join('、') || copy.detail.none },
    { name: fields.registered, value: formatInstant(person.registeredAt) },
    ...(person.deathDay ? [{ name: fields.death, value: formatDay(person.deathDay) }] : []),
    ...(person.movedOutOn ? [{ name: fields.movedOut, value: formatDay(person.movedOutOn) }] : []),
  ];
}

function ContractTable({ person }: { readonly person: Detail }) {
  const { contractColumns } = copy.detail;
  if (person.contracts.length === 0) return <p>{copy.detail.noContracts}</p>;
  return (
    <Table
      rowKey="id"
      size="middle"
      pagination={false}
      scroll={{ x: true }}
      dataSource={[...person.contracts]}
      columns={[
        { title: contractColumns.number, key: 'number', render: (_, row) => (row.inReach ? <Link href={`/contracts/detail?id=${row.id}`}>{row.number}</Link> : row.number) },
        { title: contractColumns.status, key: 'status', render: (_, row) => <StatusTag kind="contract" value={row.status} /> },
        { title: contractColumns.team, key: 'team', render: (_, row) => `${row.institutionName} ${row.teamName}` },
        { title: contractColumns.term, key: 'term', render: (_, row) => copy.detail.term(row.startDay, row.endDay) },
        { title: contractColumns.package, key: 'package', render: (_, row) => labelsOf(contractCopy.packages, row.packageCodes) },
      ]}
    />
  );
}
