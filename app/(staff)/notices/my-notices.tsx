'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { notice as copy } from '@/app/_copy/notice';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import { hrefOf } from './notice-href';
import styles from './notices.module.css';

/** What the signed-in person and their teams were told; reading is noted for oneself. */
export function MyNotices() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const bell = useQuery(trpc.notice.bell.queryOptions());
  const read = useMutation(trpc.notice.markRead.mutationOptions({ onSuccess: () => client.invalidateQueries(trpc.notice.pathFilter()) }));
  if (bell.error) return <RefusalList error={bell.error} />;
  if (!bell.data) return <p>{shell.loading}</p>;
  if (bell.data.length === 0) return <p>{copy.mine.empty}</p>;
  const unread = bell.data.filter(({ readAt }) => readAt === null).length;
  return (
    <section aria-label={copy.views.mine}>
      <div className={styles.bar}>
        <p aria-live="polite">{copy.mine.heading(unread)}</p>
        {unread > 0 ? (
          <Button loading={read.isPending} onClick={() => read.mutate({ ids: 'all' })}>
            {read.isPending ? copy.mine.marking : copy.mine.markAll}
          </Button>
        ) : null}
      </div>
      <RefusalList error={read.error} />
      <ul className={styles.list}>
        {bell.data.map(({ id, template, facts, createdAt, readAt, subjectKind, subjectId }) => {
          const href = hrefOf(template, subjectKind, subjectId);
          return (
            <li key={id} className={readAt === null ? styles.unread : undefined}>
              <div>
                <p>{copy.sentence(template, facts)}</p>
                <p className={styles.quiet}>
                  {formatInstant(createdAt)} · {readAt === null ? copy.mine.unread : copy.mine.read}
                </p>
              </div>
              <div className={styles.acts}>
                {href === null ? null : (
                  <Link href={href} onClick={() => (readAt === null ? read.mutate({ ids: [id] }) : undefined)}>
                    {copy.mine.open}
                  </Link>
                )}
                {readAt === null ? (
                  <Button size="small" onClick={() => read.mutate({ ids: [id] })}>
                    {copy.mine.markOne}
                  </Button>
                ) : null}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
