'use client';

import { shell } from '@/app/_copy/shell';
import { Button } from './button';
import styles from './ui.module.css';

interface PagerProps {
  /** The first page is 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  /** There are more than `total`, and nobody has counted how many. */
  readonly isMore?: boolean;
  readonly onPage: (page: number) => void;
}

export function Pager({ page, pageSize, total, isMore = false, onPage }: PagerProps) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return (
    <nav className={styles.pager} aria-label={shell.pager.label}>
      <span>{isMore ? shell.pager.moreThan(total) : shell.pager.total(total)}</span>
      <Button disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {shell.pager.previous}
      </Button>
      <span aria-live="polite">{isMore ? shell.pager.page(page) : shell.pager.place(page, pages)}</span>
      <Button disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {shell.pager.next}
      </Button>
    </nav>
  );
}
