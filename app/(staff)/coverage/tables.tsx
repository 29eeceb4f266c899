import { coverage as copy } from '@/app/_copy/coverage';
import { keyGroups, labelOf } from '@/app/_copy/labels';
import { Chart } from '@/app/_ui/chart';
import Link from '@/app/_ui/link';
import { ScrollArea } from '@/app/_ui/scroll-area';
import styles from './coverage.module.css';
import type { Board } from './page';
import { percentOf, toPercent } from './percent';

const mostBars = 40;

function Head({ titles, numbersFrom }: { readonly titles: readonly string[]; readonly numbersFrom: number }) {
  return (
    <thead>
      <tr>
        {titles.map((title, at) => (
          <th key={`${at}${title}`} scope="col" className={at >= numbersFrom ? styles.number : undefined}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Numbers({ values }: { readonly values: readonly string[] }) {
  return values.map((value, at) => (
    <td key={at} className={styles.number}>
      {value}
    </td>
  ));
}

const { count, ofAll } = copy.work;

interface InstitutionsProps {
  readonly lines: Board['institutions'];
  readonly noHome: Board['noHome'];
  readonly total: Board['total'];
}

/** Every institution, those without anybody too; people whose home nobody knows and the sum stand at the end. */
export function Institutions({ lines, noHome, total }: InstitutionsProps) {
  const { columns, chart, series, noHome: noHomeName, total: totalName, note } = copy.institutions;
  const drawn = lines.slice(0, mostBars);
  const spec = {
    kind: 'bar' as const,
    unit: copy.unit,
    categories: drawn.map(({ name }) => name ?? ''),
    series: [
      { name: series.all, values: drawn.map(({ all }) => toPercent(all.rate)) },
      { name: series.key, values: drawn.map(({ keyPeople }) => toPercent(keyPeople.rate)) },
    ],
  };
  const cells = (line: Board['total']) => [
    ...[count(line.all.residents), count(line.all.signed), percentOf(line.all.rate), count(line.keyPeople.residents), count(line.keyPeople.signed), percentOf(line.keyPeople.rate)],
    ...[count(line.ownSigned), ofAll(line.renewed, line.due), ofAll(line.served, line.contracts)],
  ];
  const titles = [columns.name, columns.residents, columns.signed, columns.rate, columns.keyResidents, columns.keySigned, columns.keyRate, columns.own, columns.renewals, columns.served];
  return (
    <Chart title={chart} spec={spec}>
      <ScrollArea label={copy.institutions.title}>
        <table className={styles.table}>
          <Head titles={titles} numbersFrom={1} />
          <tbody>
            {lines.map((line) => (
              <tr key={line.code}>
                <th scope="row">{line.name}</th>
                <Numbers values={cells(line)} />
              </tr>
            ))}
            {noHome ? (
              <tr>
                <th scope="row">{noHomeName}</th>
                <Numbers values={cells(noHome)} />
              </tr>
            ) : null}
            <tr className={styles.sum}>
              <th scope="row">{totalName}</th>
              <Numbers values={cells(total)} />
            </tr>
          </tbody>
        </table>
      </ScrollArea>
      <p className={styles.note}>{note}</p>
    </Chart>
  );
}

export function Groups({ groups }: { readonly groups: Board['groups'] }) {
  const { columns, chart, note } = copy.groups;
  const spec = { kind: 'bar' as const, unit: copy.unit, categories: groups.map(({ group }) => labelOf(keyGroups, group)), series: [{ name: columns.rate, values: groups.map(({ rate }) => toPercent(rate)) }] };
  return (
    <Chart title={chart} spec={spec}>
      <ScrollArea label={copy.groups.title}>
        <table className={styles.table}>
          <Head titles={[columns.group, columns.residents, columns.signed, columns.rate]} numbersFrom={1} />
          <tbody>
            {groups.map(({ group, residents, signed, rate }) => (
              <tr key={group}>
                <th scope="row">{labelOf(keyGroups, group)}</th>
                <Numbers values={[count(residents), count(signed), percentOf(rate)]} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <p className={styles.note}>{note}</p>
    </Chart>
  );
}

export function Teams({ teams }: { readonly teams: Board['teams'] }) {
  const { columns, closed } = copy.teams;
  return (
    <ScrollArea label={copy.teams.title}>
      <table className={styles.table}>
        <Head titles={[columns.name, columns.institution, columns.signed, columns.keySigned, columns.renewals, columns.served, columns.occasions]} numbersFrom={2} />
        <tbody>
          {teams.map((team) => (
            <tr key={team.id}>
              <th scope="row">
                <Link href={`/teams/detail?id=${team.id}`}>{team.name}</Link>
                {team.closedOn === null ? null : `（${closed(team.closedOn)}）`}
              </th>
              <td>{team.institutionName}</td>
              <Numbers values={[count(team.signed), count(team.keySigned), ofAll(team.renewed, team.due), ofAll(team.served, team.contracts), ofAll(team.occasionsDone, team.occasionsDue)]} />
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
