import { useEffect } from 'react';
import { importFields, imports as copy } from '@/app/_copy/imports';
import { labelOf, rowClasses, rowDecisions } from '@/app/_copy/labels';
import { sentenceOf } from '@/app/_copy/refusals';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import { usePackageNames } from '@/app/_ui/use-package-names';
import type { Steps } from '@/app/_ui/use-walk';
import { WalkPanel } from '@/app/_ui/walk-panel';
import type { RowDecision } from '@/server/domain/import/review';
import styles from '../imports.module.css';
import { valueText } from './difference-text';
import type { Review, ReviewRow } from './filters';
import { useDecision } from './use-decisions';

interface RowPanelProps {
  readonly review: Review;
  readonly row: ReviewRow;
  readonly place: string;
  readonly steps: Steps;
  readonly onClose: () => void;
  readonly onDecided: () => void;
}

const keys: Readonly<Record<string, RowDecision>> = { a: 'take', s: 'same', d: 'distinct', x: 'discard' };

/** One row beside what is on file, and what can be decided about it, by button and by key. */
export function RowPanel({ review, row, place, steps, onClose, onDecided }: RowPanelProps) {
  const { mutation, decide } = useDecision(review.id, onDecided);
  const isOpen = review.status === 'ready';
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const decision = keys[event.key.toLowerCase()];
      if (!isOpen || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (decision && row.options.includes(decision)) decide(row, decision);
      if (event.key.toLowerCase() === 'u' && row.decision !== null && row.result === null) decide(row, null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  const { detail } = copy.review;
  return (
    <WalkPanel title={`${detail.title(row.rowNumber)} · ${rowClasses[row.class]}`} words={detail} place={place} steps={steps} onClose={onClose}>
      <Reasons row={row} />
      <div className={styles.sides}>
        <Cells row={row} />
        {row.differences.length > 0 ? <Differences title={detail.differences} differences={row.differences} /> : null}
        {row.candidates.map((candidate) => (
          <Candidate key={candidate.residentId} row={row} candidate={candidate} onSame={isOpen && row.options.includes('same') ? () => decide(row, 'same', candidate.residentId) : null} />
        ))}
      </div>
      <Decided row={row} kind={review.kind} />
      {isOpen && row.result === null ? (
        <div className={styles.actions}>
          {row.options
            .filter((option) => option !== 'same')
            .map((option) => (
              <Button key={option} type={option === 'take' ? 'primary' : 'default'} loading={mutation.isPending} onClick={() => decide(row, option)}>
                {rowDecisions[option]}
              </Button>
            ))}
          {row.decision === null ? null : (
            <Button loading={mutation.isPending} onClick={() => decide(row, null)}>
              {copy.review.undo}
            </Button>
          )}
        </div>
      ) : null}
      <RefusalList error={mutation.error} />
      {row.options.length > 0 && isOpen ? <p>{detail.keys}</p> : null}
    </WalkPanel>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

function Reasons({ row }: { readonly row: ReviewRow }) {
  const reasons = [...row.reasons, ...(row.resultReasons ?? [])];
  if (reasons.length === 0) return null;
  return (
    <ul className={styles.reasons}>
      {reasons.map(({ code, column, facts }) => (
        <li key={`${code}/${column ?? ''}`}>
          <strong>{column === null ? copy.review.wholeRow : labelOf(importFields, column)}</strong>
          {'　'}
          {sentenceOf({ code, facts })}
        </li>
      ))}
    </ul>
  );
}

function Cells({ row }: { readonly row: ReviewRow }) {
  return (
    <div className={styles.side}>
      <h3>{copy.review.detail.cells}</h3>
      <dl className={styles.pairs}>
        {Object.entries(row.cells).map(([column, value]) => (
          <div key={column} style={{ display: 'contents' }}>
            <dt>{labelOf(importFields, column)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Differences({ title, differences }: { readonly title: string; readonly differences: ReviewRow['differences'] }) {
  const names = usePackageNames();
  return (
    <div className={styles.side}>
      <h3>{title}</h3>
      <dl className={styles.pairs}>
        {differences.map(({ field, before, after }) => (
          <div key={field} style={{ display: 'contents' }}>
            <dt>{copy.review.fields[field]}</dt>
            <dd>
              {valueText(field, before, names)} → <span className={styles.differs}>{valueText(field, after, names)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface CandidateProps {
  readonly row: ReviewRow;
  readonly candidate: ReviewRow['candidates'][number];
  readonly onSame: (() => void) | null;
}

/** Somebody on file who the row may be: what they are, why they look alike, and what would become of them. */
function Candidate({ row, candidate, onSame }: CandidateProps) {
  const { detail, matchReasons, matchDoubts, fields } = copy.review;
  const names = usePackageNames();
  const isChosen = row.decision === 'same' && row.matchId === candidate.residentId;
  const differing = new Set(candidate.differences.map(({ field }) => field));
  return (
    <div className={isChosen ? `${styles.side} ${styles.chosen}` : styles.side}>
      <h3>
        {detail.onFile} · {detail.likeness(candidate.score)} {isChosen ? `· ${detail.chosen}` : ''}
      </h3>
      <p>
        {candidate.reasons.map((reason) => matchReasons[reason]).join('、')}
        {candidate.doubts.length > 0 ? `；${candidate.doubts.map((doubt) => matchDoubts[doubt]).join('、')}` : ''}
      </p>
      <dl className={styles.pairs}>
        {Object.entries(candidate.particulars).map(([field, value]) => {
          const known = fieldOf(field);
          return known === null ? null : (
            <div key={field} style={{ display: 'contents' }}>
              <dt>{fields[known]}</dt>
              <dd>{differing.has(known) ? <span className={styles.differs}>{valueText(known, value ?? null, names)}</span> : valueText(known, value ?? null, names)}</dd>
            </div>
          );
        })}
      </dl>
      {candidate.differences.length > 0 ? <Differences title={detail.differences} differences={candidate.differences} /> : <p>{detail.noDifferences}</p>}
      <div className={styles.actions}>
        {onSame ? (
          <Button type="primary" onClick={onSame}>
            {detail.same}
          </Button>
        ) : null}
        <Link href={`/residents/detail?id=${candidate.residentId}`}>{detail.seeResident}</Link>
      </div>
    </div>
  );
}

type CandidateField = ReviewRow['candidates'][number]['differences'][number]['field'];

function fieldOf(text: string): CandidateField | null {
  const known: readonly CandidateField[] = ['certificate', 'name', 'sex', 'birthDay', 'deathDay', 'insutype', 'retired', 'phone', 'address', 'keyGroups', 'homeInstitution'];
  return known.find((each) => each === text) ?? null;
}

function Decided({ row, kind }: { readonly row: ReviewRow; readonly kind: Review['kind'] }) {
  const { decision, decidedByName, decidedAt, result, resultId } = row;
  const { detail } = copy.review;
  return (
    <>
      {decision === null ? null : (
        <p>
          {rowDecisions[decision]} · {copy.review.decidedBy(decidedByName ?? '', formatInstant(decidedAt))}
        </p>
      )}
      {result !== null && resultId !== null ? (
        <p>
          <Link href={kind === 'residents' ? `/residents/detail?id=${resultId}` : `/contracts/detail?id=${resultId}`}>{kind === 'residents' ? detail.seeResident : detail.seeContract}</Link>
        </p>
      ) : null}
    </>
  );
}
