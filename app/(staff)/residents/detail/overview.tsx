'use client';

import { certTypes, keyGroups, labelOf, labelsOf, sexes } from '@/app/_copy/labels';
import { recognition as recognitionCopy } from '@/app/_copy/recognition';
import { resident as copy } from '@/app/_copy/resident';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { Facts, Section } from '@/app/_ui/page';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { usePackageNames } from '@/app/_ui/use-package-names';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import type { Scope } from '@/server/domain/permission/scopes';
import { Identities } from './identities';
import type { Person } from './person';
import { RecognitionTable } from './recognition-table';
import { coverageText } from './standing';
import { UnmaskNumber } from './unmask-number';

/** Who a resident is, with what is signed, recognized and settled for them. */
export function Overview({ person, can }: { readonly person: Person; readonly can: (scope: Scope) => boolean }) {
  const recognize =
    can('recognition:apply') && !person.deathDay ? (
      <Link href={`/recognitions/new?resident=${person.id}`}>
        <Button>{recognitionCopy.resident.apply}</Button>
      </Link>
    ) : null;
  return (
    <>
      <Section title={copy.detail.person}>
        <Facts items={factsOf(person, can('resident:unmask'))} />
      </Section>
      <Section title={copy.detail.contracts}>
        <ContractTable person={person} />
      </Section>
      <Section title={copy.identity.title}>
        <Identities person={person} mayRecord={can('identity:record')} />
      </Section>
      <Section title={recognitionCopy.resident.title} actions={recognize}>
        <RecognitionTable recognitions={person.recognitions} />
      </Section>
      <Section title={copy.detail.records}>
        <p>{can('referral:read') ? <Link href={`/referrals?resident=${person.id}`}>{copy.detail.referrals(person.referrals)}</Link> : copy.detail.referrals(person.referrals)}</p>
        <p>{can('visit:read') ? <Link href={`/visits?resident=${person.id}`}>{copy.detail.visits(person.visits)}</Link> : copy.detail.visits(person.visits)}</p>
      </Section>
    </>
  );
}

function factsOf(person: Person, mayUnmask: boolean) {
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
    { name: fields.insutype, value: coverageText(coverageToday(person)) },
    { name: fields.groups, value: person.groupsToday.map((group) => labelOf(keyGroups, group)).join('、') || copy.detail.none },
    { name: fields.registered, value: formatInstant(person.registeredAt) },
    ...(person.deathDay ? [{ name: fields.death, value: formatDay(person.deathDay) }] : []),
    ...(person.movedOutOn ? [{ name: fields.movedOut, value: formatDay(person.movedOutOn) }] : []),
  ];
}

/** As what somebody is insured today; what begins later is in the record, not yet true. */
function coverageToday({ coverages }: Person) {
  const today = dayOfInstant(Date.now());
  return coverages.find(({ from }) => from === null || from <= today)?.coverage ?? null;
}

function ContractTable({ person }: { readonly person: Person }) {
  const { contractColumns } = copy.detail;
  const names = usePackageNames();
  if (person.contracts.length === 0) return <p>{copy.detail.noContracts}</p>;
  return (
    <Table
      rowKey="id"
      rows={person.contracts}
      columns={[
        { title: contractColumns.number, key: 'number', render: (_, row) => (row.inReach ? <Link href={`/contracts/detail?id=${row.id}`}>{row.number}</Link> : row.number) },
        { title: contractColumns.status, key: 'status', render: (_, row) => <StatusTag kind="contract" value={row.status} /> },
        { title: contractColumns.team, key: 'team', render: (_, row) => `${row.institutionName} ${row.teamName}` },
        { title: contractColumns.term, key: 'term', render: (_, row) => copy.detail.term(row.startDay, row.endDay) },
        { title: contractColumns.package, key: 'package', render: (_, row) => labelsOf(names, row.packageCodes) },
      ]}
    />
  );
}
