'use client';

import { Form, Input } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { labelOf, sexes } from '@/app/_copy/labels';
import { resident } from '@/app/_copy/resident';
import { residentSearch as copy } from '@/app/_copy/resident-search';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { RefusalList } from '@/app/_ui/refusal-list';
import styles from './resident-search.module.css';
import { useResidentMatches } from './use-resident-matches';

type Match = RouterOutputs['resident']['search']['rows'][number];

interface ResidentSearchProps {
  /** Keeps the ids of the fields apart from those of the form around them. */
  readonly idPrefix: string;
  /** What is said of somebody outside the institution's reach; null when they may be chosen as well. */
  readonly outside: string | null;
  readonly onChoose: (residentId: string, name: string) => void;
}

/** One box that finds residents by whatever is known of them, while it is typed: up, down and enter choose, or the mouse. */
export function ResidentSearch({ idPrefix, outside, onChoose }: ResidentSearchProps) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useResidentMatches(typed);
  const rows = found.isEmpty ? [] : (found.data?.rows ?? []);
  const active = rows[Math.min(at, rows.length - 1)];
  const mayChoose = (match: Match) => match.inReach || outside === null;
  const choose = (match: Match | undefined) => {
    if (match && mayChoose(match)) onChoose(match.id, match.name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter in the box is never the form's.
    if (event.key === 'Enter') choose(active);
    else if (event.key === 'Escape') setTyped('');
    else if (event.key === 'ArrowDown' && rows.length > 0) setAt((now) => (now + 1) % rows.length);
    else if (event.key === 'ArrowUp' && rows.length > 0) setAt((now) => (now + rows.length - 1) % rows.length);
    else return;
    event.preventDefault();
  };
  const ids = { box: `${idPrefix}-search`, list: `${idPrefix}-matches`, option: (match: Match) => `${idPrefix}-match-${match.id}`, hint: `${idPrefix}-search-hint` };
  return (
    <div className={styles.box}>
      <Form.Item label={copy.label} htmlFor={ids.box} layout="vertical" extra={<span id={ids.hint}>{copy.hint}</span>} style={{ marginBottom: 0 }}>
        <Input
          id={ids.box}
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls={ids.list}
          aria-activedescendant={active ? ids.option(active) : undefined}
          aria-autocomplete="list"
          aria-describedby={ids.hint}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </Form.Item>
      <RefusalList error={found.error} />
      <p className={styles.status} role="status">
        {statusOf(found)}
      </p>
      <ul id={ids.list} role="listbox" aria-label={copy.listLabel} className={styles.list}>
        {rows.map((match) => (
          <li
            key={match.id}
            id={ids.option(match)}
            role="option"
            aria-selected={match === active}
            aria-disabled={!mayChoose(match)}
            className={styles.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(match)}
          >
            <MatchText match={match} outside={mayChoose(match) ? null : outside} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function statusOf({ isEmpty, isFetching, data, readAs }: ReturnType<typeof useResidentMatches>): string {
  if (isEmpty) return '';
  if (readAs === 'nothing') return copy.none.nothing;
  if (isFetching || !data) return copy.searching;
  return data.rows.length === 0 ? copy.none[data.readAs] : `${copy.count(data.rows.length, data.more)}。${copy.keys}`;
}

function MatchText({ match, outside }: { readonly match: Match; readonly outside: string | null }) {
  const { contract, deathDay } = match;
  return (
    <>
      <span className={styles.who}>{match.name}</span>
      <span className={styles.meta}>
        {labelOf(sexes, match.sex)} · {resident.years(match.age)} · {match.maskedNumber}
      </span>
      <span className={styles.meta}>{deathDay === null ? (contract ? copy.signed(contract.teamName, contract.until) : copy.unsigned) : resident.found.deceased(deathDay)}</span>
      <span className={styles.meta}>{outside ?? copy.by(copy.matchedBy[match.matchedBy])}</span>
    </>
  );
}
