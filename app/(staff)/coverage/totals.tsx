import { coverage as copy } from '@/app/_copy/coverage';
import { Facts } from '@/app/_ui/page';
import { StatusTag } from '@/app/_ui/status-tag';
import styles from './coverage.module.css';
import type { Board } from './page';
import { percentOf } from './percent';

type Targets = NonNullable<Board['targets']>;

/** The two rates, each against the goal and the year before. */
export function Totals({ line, targets }: { readonly line: Pick<Board['total'], 'all' | 'keyPeople'>; readonly targets: Targets | null }) {
  return (
    <>
      <div className={styles.cards}>
        <Rate title={copy.total.all} share={line.all} target={targets?.all ?? null} />
        <Rate title={copy.total.key} share={line.keyPeople} target={targets?.key ?? null} />
      </div>
      {targets ? (
        <p className={styles.note}>
          {copy.targets.cited}：
          {targets.cited.map(({ clause, confidence }) => (
            <span key={clause}>
              {clause} <StatusTag kind="confidence" value={confidence} />{' '}
            </span>
          ))}
        </p>
      ) : null}
    </>
  );
}

function Rate({ title, share, target }: { readonly title: string; readonly share: Board['total']['all']; readonly target: Targets['all'] | null }) {
  const words = copy.targets;
  return (
    <div className={styles.card}>
      <h3>{title}</h3>
      <p className={styles.rate}>{percentOf(share.rate)}</p>
      <p className={styles.note}>{copy.total.of(share.signed, share.residents)}</p>
      {target ? (
        <ul>
          <li>{words.states[target.state]}</li>
          <li>{words.goal(percentOf(target.goal), target.goalYear)}</li>
          <li>{target.lastYear === null ? words.noLastYear : words.lastYear(percentOf(target.lastYear))}</li>
          {target.thisYear === null ? null : <li>{words.thisYear(percentOf(target.thisYear))}</li>}
          {target.yearlyNeeded === null ? null : <li>{words.needed((Number(target.yearlyNeeded) * 100).toFixed(1))}</li>}
        </ul>
      ) : null}
    </div>
  );
}

/** What became of contracts that end this year, and what was given. */
export function Work({ line }: { readonly line: Omit<Board['total'], 'all' | 'keyPeople' | 'code' | 'name'> }) {
  const { work } = copy;
  return (
    <Facts
      items={[
        { name: work.renewals, value: work.count(line.due) },
        { name: work.renewed, value: work.ofAll(line.renewed, line.due) },
        { name: work.lapsed, value: work.count(line.lapsed) },
        { name: work.pending, value: work.count(line.pending) },
        { name: work.served, value: work.ofAll(line.served, line.contracts) },
        { name: work.unserved, value: work.count(line.contracts - line.served) },
        { name: `${work.occasions}（${work.done}）`, value: work.ofAll(line.occasionsDone, line.occasionsDue) },
      ]}
    />
  );
}
