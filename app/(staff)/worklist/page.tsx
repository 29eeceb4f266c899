'use client';

import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import Link from 'next/link';
import { shell } from '@/app/_copy/shell';
import { worklist } from '@/app/_copy/worklist';
import { useTRPC } from '@/app/_trpc/client';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import type { Tile } from '@/server/domain/worklist/tiles';
import styles from './worklist.module.css';

export default function WorklistPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters({ of: 'mine' });
  const mine = filters.of === 'mine';
  const { data, error, isPending } = useQuery(trpc.worklist.tiles.queryOptions({ mine }, { refetchInterval: 60_000 }));
  const toggle = data?.hasTeam ? (
    <Radio.Group
      aria-label={worklist.scope}
      value={mine ? 'mine' : 'institution'}
      onChange={(event) => setFilters({ of: String(event.target.value) })}
      options={[
        { value: 'mine', label: worklist.mine },
        { value: 'institution', label: worklist.institution },
      ]}
      optionType="button"
      buttonStyle="solid"
    />
  ) : null;
  return (
    <Page title={worklist.title} description={worklist.description} actions={toggle}>
      <RefusalList error={error} />
      {isPending ? <p role="status">{shell.loading}</p> : null}
      <ul className={styles.tiles}>
        {data?.tiles.map((tile) => (
          <li key={tile.name}>
            <TileLink tile={tile} teamId={data.teamId} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

interface TileLinkProps {
  readonly tile: Tile;
  readonly teamId: string | null;
}

function TileLink({ tile: { name, count, of }, teamId }: TileLinkProps) {
  const { title, hint, href: list } = worklist.tiles[name];
  const href = teamId !== null && list.startsWith('/contracts') ? `${list}${list.includes('?') ? '&' : '?'}team=${encodeURIComponent(teamId)}` : list;
  return (
    <Link href={href} prefetch={false} className={styles.tile}>
      <span className={styles.title}>{title}</span>
      <span className={count === 0 && of === null ? styles.zero : styles.count}>{of === null ? worklist.count(count) : worklist.share(count, of)}</span>
      {of === null ? null : <span className={styles.parts}>{worklist.parts(count, of)}</span>}
      <span className={styles.hint}>{hint}</span>
    </Link>
  );
}
