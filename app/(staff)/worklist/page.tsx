'use client';

import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { shell } from '@/app/_copy/shell';
import { worklist } from '@/app/_copy/worklist';
import { useTRPC } from '@/app/_trpc/client';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import type { Tile } from '@/server/domain/worklist/tiles';
import { useLiveReferrals } from '../referrals/use-live-referrals';
import styles from './worklist.module.css';

export default function WorklistPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters({ of: 'mine' });
  const can = useScopes();
  const mine = filters.of === 'mine';
  const { refetchInterval } = useLiveReferrals(can('referral:read'));
  const { data, error, isPending } = useQuery(trpc.worklist.tiles.queryOptions({ mine }, { refetchInterval }));
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
            <TileLink tile={tile} teamId={data.teamId} isMine={mine && data.hasTeam} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

interface TileLinkProps {
  readonly tile: Tile;
  readonly teamId: string | null;
  /** The counts are those of the person's own teams. */
  readonly isMine: boolean;
}

function TileLink({ tile: { name, count, of }, teamId, isMine }: TileLinkProps) {
  const { title, hint, href: list } = worklist.tiles[name];
  const more = teamId !== null && list.startsWith('/contracts') ? `team=${encodeURIComponent(teamId)}` : isMine && list.startsWith('/referrals?box=sent') ? 'who=mine' : '';
  const href = more === '' ? list : `${list}${list.includes('?') ? '&' : '?'}${more}`;
  return (
    <Link href={href} className={styles.tile}>
      <span className={styles.title}>{title}</span>
      <span className={count === 0 && of === null ? styles.zero : styles.count}>{of === null ? worklist.count(count) : worklist.share(count, of)}</span>
      {of === null ? null : <span className={styles.parts}>{worklist.parts(count, of)}</span>}
      <span className={styles.hint}>{hint}</span>
    </Link>
  );
}
