import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { desk } from '@/app/_copy/referral-desk';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { sentencesOf } from '@/app/_ui/sentences';
import { filterNameLimit } from '@/server/domain/saved-filter/saved-filter';
import { cleared, type Filters, noFilters, type OnFilters } from './filters';
import styles from './worklist.module.css';

const screen = 'referrals';
const copy = desk.saved;

/** Views of the list that somebody comes back to: chosen, kept under a name, dropped. They belong to the account, on whatever computer. */
export function SavedFilters({ filters, onChange }: { readonly filters: Filters; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const [isNaming, setNaming] = useState(false);
  const list = useQuery(trpc.savedFilter.list.queryOptions({ screen }, { staleTime: 300_000 }));
  const reload = () => queries.invalidateQueries(trpc.savedFilter.pathFilter());
  const remove = useMutation(trpc.savedFilter.delete.mutationOptions({ onSuccess: reload, onError: async (error) => setSaid((await sentencesOf(error)).join(' ')) }));
  const saved = list.data ?? [];
  const here = plainQuery(filters);
  const chosen = saved.find(({ query }) => sameQuery(query, here));
  const choose = (id: string) => {
    const found = saved.find((each) => each.id === id);
    if (found) onChange({ ...cleared, box: '', tab: '', ...knownOf(found.query) });
  };
  return (
    <>
      {saved.length === 0 ? null : (
        <Choice label={copy.label} value={chosen?.id ?? ''} onChange={choose} options={[['', copy.none], ...saved.map(({ id, name }) => [id, name] as const)]} />
      )}
      <div className={styles.bar}>
        <Button onClick={() => setNaming(true)}>{copy.save}</Button>
        {chosen ? (
          <Button aria-label={copy.removeOf(chosen.name)} disabled={remove.isPending} onClick={() => remove.mutate({ filterId: chosen.id })}>
            {copy.remove}
          </Button>
        ) : null}
      </div>
      <span role="status">{said}</span>
      {isNaming ? (
        <NameDialog
          query={here}
          onClose={(name) => {
            setNaming(false);
            if (name === null) return;
            void reload();
            setSaid(copy.done(name));
          }}
        />
      ) : null}
    </>
  );
}

function NameDialog({ query, onClose }: { readonly query: string; readonly onClose: (saved: string | null) => void }) {
  const trpc = useTRPC();
  const [name, setName] = useState('');
  const save = useMutation(trpc.savedFilter.save.mutationOptions({ onSuccess: () => onClose(name.trim()) }));
  const run = () => save.mutate({ screen, name, query });
  return (
    <ConfirmDialog title={copy.title} text={copy.text} confirm={copy.confirm} working={copy.working} cancel={copy.cancel} mutation={save} onConfirm={run} onClose={() => onClose(null)}>
      <div className={styles.field}>
        <label htmlFor="filter-name">{copy.name}</label>
        <input id="filter-name" autoFocus autoComplete="off" maxLength={filterNameLimit} value={name} onChange={(event) => setName(event.target.value)} onKeyDown={(event) => (event.key === 'Enter' ? run() : undefined)} />
      </div>
    </ConfirmDialog>
  );
}

/** The filters as a query, without the page and without what is not set. */
function plainQuery(filters: Filters): string {
  return new URLSearchParams(Object.entries(filters).filter(([name, value]) => name !== 'page' && value !== '')).toString();
}

function sameQuery(one: string, other: string): boolean {
  const sorted = (query: string) => [...new URLSearchParams(query)].map(([name, value]) => `${name}=${value}`).sort().join('&');
  return sorted(one) === sorted(other);
}

/** What this screen knows of a kept query: a filter of an earlier version that is gone is left out. */
function knownOf(query: string): Partial<Filters> {
  return Object.fromEntries([...new URLSearchParams(query)].filter(([name]) => name in noFilters && name !== 'page'));
}
