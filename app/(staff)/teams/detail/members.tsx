'use client';

import { useState } from 'react';
import { labelOf, professions, teamRoles } from '@/app/_copy/labels';
import { team as copy } from '@/app/_copy/team';
import { Button } from '@/app/_ui/button';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { LoadBar } from '../load-bar';
import styles from '../teams.module.css';
import { AddDialog, RemoveDialog } from './member-dialogs';
import type { TeamDetail } from './page';

/** Who is in the team as what, with each doctor's residents over all teams. */
export function Members({ team, mayManage }: { readonly team: TeamDetail; readonly mayManage: boolean }) {
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<TeamDetail['members'][number] | null>(null);
  const { memberColumns: columns } = copy.detail;
  const titles = [columns.name, columns.role, columns.profession, columns.title, columns.since, columns.load, ...(mayManage ? [columns.act] : [])];
  return (
    <>
      {mayManage ? (
        <p className={styles.acts}>
          <Button onClick={() => setAdding(true)}>{copy.detail.add}</Button>
        </p>
      ) : null}
      <ScrollArea label={copy.detail.members}>
        <table className={styles.table}>
          <thead>
            <tr>
              {titles.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {team.members.map((member) => {
              const load = team.doctors.find(({ practitionerId }) => practitionerId === member.id);
              return (
                <tr key={member.id}>
                  <th scope="row">{member.name}</th>
                  <td>{labelOf(teamRoles, member.role)}</td>
                  <td>{labelOf(professions, member.profession)}</td>
                  <td>{member.title || copy.none}</td>
                  <td>{member.since}</td>
                  <td>{load ? <LoadBar name={member.name} load={load} /> : copy.none}</td>
                  {mayManage ? (
                    <td>
                      <Button size="small" aria-label={copy.detail.removeTitle(member.name)} onClick={() => setRemoved(member)}>
                        {copy.detail.remove}
                      </Button>
                    </td>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollArea>
      <h3>{copy.detail.former}</h3>
      {team.former.length === 0 ? (
        <p>{copy.detail.noFormer}</p>
      ) : (
        <ul className={styles.list}>
          {team.former.map((each) => (
            <li key={`${each.practitionerId}/${each.fromDay}`}>{copy.detail.formerOf(each.name, labelOf(teamRoles, each.role), each.fromDay, each.toDay)}</li>
          ))}
        </ul>
      )}
      {isAdding ? <AddDialog team={team} onClose={() => setAdding(false)} /> : null}
      {removed ? <RemoveDialog team={team} member={removed} onClose={() => setRemoved(null)} /> : null}
    </>
  );
}
