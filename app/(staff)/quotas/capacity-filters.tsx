'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { capacityKinds as kindNames, labelOf } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { capacityKinds } from '@/server/domain/quota/slot';
import { departments } from '@/server/domain/referral/departments';
import styles from './quotas.module.css';

interface Filters {
  readonly kind: string;
  readonly department: string;
  readonly institution: string;
}

interface CapacityFiltersProps {
  readonly filters: Filters;
  readonly onChange: (changes: Partial<Filters>) => void;
  readonly children?: ReactNode;
}

/** Which capacity: kind, department, and hospital where there are several. */
export function CapacityFilters({ filters, onChange, children }: CapacityFiltersProps) {
  const trpc = useTRPC();
  const places = useQuery(trpc.institution.list.queryOptions({ levels: ['level1', 'level2', 'level3'] }, { staleTime: 300_000 }));
  const seen = (places.data ?? []).filter(({ own }) => own);
  const all = ['', copy.all] as const;
  return (
    <form role="search" className={styles.filters} onSubmit={(event) => event.preventDefault()}>
      <Choice label={copy.kind} value={filters.kind} onChange={(kind) => onChange({ kind })} options={[all, ...capacityKinds.map((kind) => [kind, labelOf(kindNames, kind)] as const)]} />
      <Choice label={copy.department} value={filters.department} onChange={(department) => onChange({ department })} options={[all, ...departments.map(({ code, name }) => [code, name] as const)]} />
      {seen.length > 1 ? (
        <Choice label={copy.institution} value={filters.institution} onChange={(institution) => onChange({ institution })} options={[all, ...seen.map(({ code, name }) => [code, name] as const)]} />
      ) : null}
      {children}
    </form>
  );
}
