import { team as copy } from '@/app/_copy/team';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { LoadBar } from '../load-bar';
import styles from '../teams.module.css';

type HandoverPreview = RouterOutputs['team']['previewHandover'];

/** How many contracts go where, and how full the takers will be. */
export function Preview({ preview }: { readonly preview: HandoverPreview }) {
  const { handover } = copy;
  const { columns } = handover;
  const takers = [...preview.teams, ...preview.doctors];
  const isOver = takers.some(({ signed, capacity }) => signed > capacity);
  return (
    <>
      <ScrollArea label={handover.previewTitle}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{columns.from}</th>
              <th scope="col">{columns.to}</th>
              <th scope="col" className={styles.number}>{columns.contracts}</th>
              <th scope="col" className={styles.number}>{columns.residents}</th>
              <th scope="col">{columns.doctor}</th>
            </tr>
          </thead>
          <tbody>
            {preview.lists.map((list) => (
              <tr key={list.fromTeamId}>
                <th scope="row">{list.fromTeamName}</th>
                <td>{list.goesAlong ? `${handover.goesOn}${list.toInstitutionName}` : list.toTeamName}</td>
                <td className={styles.number}>{list.contracts.toLocaleString('zh-CN')}</td>
                <td className={styles.number}>{list.residents.toLocaleString('zh-CN')}</td>
                <td>
                  {list.goesAlong ? copy.none : list.doctorName}
                  {!list.goesAlong && list.keepDoctor > 0 ? <span className={styles.state}>{handover.keepDoctor(list.keepDoctor)}</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <p>
        <strong>{handover.total(preview.contracts)}</strong>
      </p>
      {takers.length > 0 ? (
        <>
          <h3>{handover.loads}</h3>
          <ul className={styles.list}>
            {takers.map((taker) => (
              <li key={taker.id}>
                {taker.name}
                <LoadBar name={taker.name} load={taker} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {isOver ? <p className={styles.banner}>{handover.overNote}</p> : null}
    </>
  );
}
