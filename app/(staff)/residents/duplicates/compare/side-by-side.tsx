'use client';

import type { ReactNode } from 'react';
import { duplicate as copy } from '@/app/_copy/duplicate';
import { particularWords } from '@/app/_copy/duplicate-words';
import { insutypes, labelOf, sexes } from '@/app/_copy/labels';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { ScrollArea } from '@/app/_ui/scroll-area';
import type { MergeParticular } from '@/server/domain/registry/merge';
import styles from '../duplicates.module.css';

export type Comparison = RouterOutputs['duplicate']['compare'];
export type ComparedRecord = Comparison['first'];

/** What a record says of a particular, as whoever compares may see it. */
export const particularText: Readonly<Record<MergeParticular, (record: ComparedRecord) => string>> = {
  certificate: ({ maskedNumber }) => maskedNumber,
  name: ({ name }) => name,
  sex: ({ sex }) => labelOf(sexes, sex),
  birthDay: ({ birthDay }) => formatDay(birthDay),
  deathDay: ({ deathDay }) => (deathDay === null ? copy.detail.none : formatDay(deathDay)),
  phone: ({ maskedPhone }) => maskedPhone ?? copy.detail.none,
  address: ({ address }) => address ?? copy.detail.none,
  insurance: ({ insutype }) => labelOf(insutypes, insutype),
  home: ({ homeInstitutionName }) => homeInstitutionName ?? copy.detail.none,
};

export const particulars = Object.keys(particularText) as MergeParticular[];

/** Both records, row by row; where they differ the row is marked, not by colour alone. */
export function SideBySide({ comparison }: { readonly comparison: Comparison }) {
  const { first, second, differences } = comparison;
  return (
    <ScrollArea label={copy.detail.title}>
      <table className={styles.pair}>
        <thead>
          <tr>
            <th scope="col">{copy.detail.facts.particular}</th>
            {[first, second].map((record, at) => (
              <th key={record.id} scope="col">
                {copy.detail.side(at === 0 ? 1 : 2)}{' '}
                <Link href={`/residents/detail?id=${record.id}`}>{copy.detail.openRecord(record.name)}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {particulars.map((particular) => (
            <Row key={particular} title={particularWords[particular]} differs={differences.includes(particular)} cells={[first, second].map(particularText[particular])} />
          ))}
          <Row title={copy.detail.since} cells={[first, second].map(({ registeredAt }) => formatInstant(registeredAt))} />
          <Row title={copy.detail.contracts} cells={[<Contracts key="first" record={first} />, <Contracts key="second" record={second} />]} />
          <Row title={copy.detail.records} cells={[first, second].map(({ visits, referrals }) => copy.detail.counts(visits, referrals))} />
          <Row title={copy.detail.recognitions} cells={[first, second].map(({ recognitions }) => recognitions.join('、') || copy.detail.none)} />
        </tbody>
      </table>
    </ScrollArea>
  );
}

function Row({ title, cells, differs = false }: { readonly title: string; readonly cells: readonly ReactNode[]; readonly differs?: boolean }) {
  return (
    <tr className={differs ? styles.differs : undefined}>
      <th scope="row">
        {title}
        {differs ? <span className={styles.mark}>{copy.detail.differs}</span> : null}
      </th>
      {cells.map((cell, at) => (
        <td key={at}>{cell}</td>
      ))}
    </tr>
  );
}

function Contracts({ record }: { readonly record: ComparedRecord }) {
  if (record.contracts.length === 0) return <>{copy.detail.noContract}</>;
  return (
    <ul className={styles.list}>
      {record.contracts.map(({ id, teamName, startDay, endDay }) => (
        <li key={id}>{copy.detail.contract(teamName, formatDay(startDay), formatDay(endDay))}</li>
      ))}
    </ul>
  );
}
