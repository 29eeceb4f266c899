'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { labelOf, teamRoles } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useScopes } from '@/app/_ui/use-self';
import { LoadBar } from '../load-bar';
import styles from '../teams.module.css';
import { ChangeDialog } from './change-dialog';
import { Members } from './members';

export type TeamDetail = RouterOutputs['team']['get'];

/** One team: its people with their loads, its grid, and the lists that came and went. */
export default function TeamDetailPage() {
  const trpc = useTRPC();
  const teamId = useSearchParams().get('id') ?? '';
  const found = useQuery(trpc.team.get.queryOptions({ teamId }));
  if (!found.data) {
    return (
      <Page title={copy.title}>
        <RefusalList error={found.error} />
        {found.error ? <Link href="/teams">{copy.detail.back}</Link> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  return <TeamView team={found.data} />;
}

function TeamView({ team }: { readonly team: TeamDetail }) {
  const can = useScopes();
  const [isChanging, setChanging] = useState(false);
  const mayManage = can('team:manage') && team.closedOn === null;
  const missing = team.missingRoles.map((role) => labelOf(teamRoles, role)).join('、');
  const { facts } = copy.detail;
  const leader = team.members.find(({ role }) => role === 'leader');
  return (
    <Page title={team.name} description={team.closedOn === null ? team.institutionName : copy.closedOn(team.closedOn)} actions={<Actions teamId={team.id} mayManage={mayManage} onChange={() => setChanging(true)} />}>
      {missing !== '' && team.closedOn === null ? <p className={styles.banner}>{copy.incomplete.one[team.mustBeComplete ? 'required' : 'advised'](missing)}</p> : null}
      <Section title={team.institutionName}>
        <Facts
          items={[
            { name: facts.leader, value: leader?.name ?? copy.none },
            { name: facts.phone, value: team.phone ?? copy.none },
            { name: facts.load, value: <LoadBar name={team.name} load={team.load} /> },
          ]}
        />
      </Section>
      <Section title={copy.detail.members}>
        <Members team={team} mayManage={mayManage} />
      </Section>
      <Section title={copy.detail.grid}>
        {team.grid.length === 0 ? (
          <p>{copy.detail.noGrid}</p>
        ) : (
          <ul className={styles.list}>
            {team.grid.map(({ code, name, places }) => (
              <li key={code}>{`${name}（${code}）：${places.join('、') || copy.none}`}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={copy.handover.history}>
        {team.handovers.length === 0 ? (
          <p>{copy.handover.noHistory}</p>
        ) : (
          <ul className={styles.list}>
            {team.handovers.map((each) => (
              <li key={`${each.id}/${each.fromTeamId}`}>{copy.handover.historyOf(each.effectiveOn, each.contracts, each.fromTeamName, each.toTeamName)}</li>
            ))}
          </ul>
        )}
      </Section>
      {isChanging ? <ChangeDialog team={team} onClose={() => setChanging(false)} /> : null}
    </Page>
  );
}

function Actions({ teamId, mayManage, onChange }: { readonly teamId: string; readonly mayManage: boolean; readonly onChange: () => void }) {
  const can = useScopes();
  return (
    <>
      <Link href="/teams">{copy.detail.back}</Link>
      {can('contract:read') ? <Link href={`/contracts?team=${teamId}`}>{copy.detail.contracts}</Link> : null}
      {mayManage ? <Button onClick={onChange}>{copy.detail.change}</Button> : null}
    </>
  );
}
