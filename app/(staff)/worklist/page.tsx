'use client';

import { Suspense } from 'react';
import { shell } from '@/app/_copy/shell';
import { worklist } from '@/app/_copy/worklist';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Segments } from '@/app/_ui/segments';
import { useScopes } from '@/app/_ui/use-self';
import type { Tile } from '@/server/domain/worklist/tiles';
import { useLiveReferrals } from '../referrals/use-live-referrals';
import { useTiles } from './use-tiles';
import styles from './worklist.module.css';

/** What the address asks for is known in the browser alone; the frame round it comes with the page, and stands at once. */
export default function WorklistPage() {
  return (
    <Page
      title={worklist.title}
      description={worklist.description}
      actions={
        <Suspense>
          <Whose />
        </Suspense>
      }
    >
      <Suspense fallback={<p role="status">{shell.loading}</p>}>
        <Tiles />
      </Suspense>
    </Page>
  );
}

function Whose() {
  const { tiles, mine, setMine } = useTiles();
  if (!tiles.data?.hasTeam) return null;
  return (
    <Segments
      label={worklist.scope}
      value={mine ? 'mine' : 'institution'}
      onChange={(value) => setMine(value === 'mine')}
      options={[
        { value: 'mine', label: worklist.mine },
        { value: 'institution', label: worklist.institution },
      ]}
    />
  );
}

function Tiles() {
  const can = useScopes();
  const { refetchInterval } = useLiveReferrals(can('referral:read'));
  const {
    tiles: { data, error, isPending },
    mine,
  } = useTiles(refetchInterval);
  return (
    <>
      <RefusalList error={error} />
      {isPending ? <p role="status">{shell.loading}</p> : null}
      <ul className={styles.tiles}>
        {data?.tiles.map((tile) => (
          <li key={tile.name}>
            <TileLink tile={tile} teamId={data.teamId} isMine={mine && data.hasTeam} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface TileLinkProps {
  readonly tile: Tile;
  readonly teamId: string | null;
  /** The counts are those of the person's own teams. */
  readonly isMine: boolean;
}

function TileLink({ tile, teamId, isMine }: TileLinkProps) {
  const { name, count, of } = tile;
  const { title, hint, href: list } = worklist.tiles[name];
  const more = narrowed(list, { tile, teamId, isMine });
  const href = more === null ? list : `${list}${list.includes('?') ? '&' : '?'}${more}`;
  return (
    <Link href={href} className={styles.tile}>
      <span className={styles.title}>{title}</span>
      <span className={count === 0 && of === null ? styles.zero : styles.count}>{of === null ? worklist.count(count) : worklist.share(count, of)}</span>
      {of === null ? null : <span className={styles.parts}>{worklist.parts(count, of)}</span>}
      <span className={styles.hint}>{hint}</span>
    </Link>
  );
}

/** The list behind a tile shows what the tile counts: one's team, one's own, the year in which something waits. */
function narrowed(list: string, { tile: { year }, teamId, isMine }: TileLinkProps): string | null {
  if (year !== null) return `year=${year}`;
  if (teamId !== null && list.startsWith('/contracts')) return `team=${encodeURIComponent(teamId)}`;
  return isMine && list.startsWith('/referrals?box=sent') ? 'who=mine' : null;
}
