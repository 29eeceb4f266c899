'use client';

import { useQuery } from '@tanstack/react-query';
import { notice } from '@/app/_copy/notice';
import { useTRPC } from '@/app/_trpc/client';
import Link from '@/app/_ui/link';
import styles from './staff-shell.module.css';

const everyMs = 60_000;

/** How many notices wait to be read, on every screen; the number is said, not only coloured. */
export function NoticeBell() {
  const trpc = useTRPC();
  const { data: unread = 0 } = useQuery(trpc.notice.unread.queryOptions(undefined, { refetchInterval: everyMs, staleTime: everyMs / 2 }));
  return (
    <Link href="/notices" className={styles.bell} aria-label={notice.bell(unread)}>
      {notice.bellShort}
      {unread > 0 ? <span className={styles.unread}>{unread > 99 ? '99+' : unread}</span> : null}
    </Link>
  );
}
