import { acts } from '@/app/_copy/own-acts';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import type { ResidentApi } from '@/app/_trpc/server';
import { Go } from '../../go';
import styles from '../../resident.module.css';

interface TeamChoiceProps {
  readonly api: ResidentApi;
  readonly text: string;
  readonly currentTeamId: string | null;
}

/** Teams near home, that of the person's grid first, or those called so. */
export async function TeamChoice({ api, text, currentTeamId }: TeamChoiceProps) {
  const { teams, gridName, hasMore } = await api.own.teams({ text: text.slice(0, 50) });
  const { team: copy } = acts;
  const wanted = text.trim();
  return (
    <>
      <form method="get" action="/r/me/sign" className={styles.form} role="search">
        <label htmlFor="find">{copy.search}</label>
        <p id="find-hint" className={styles.hint}>
          {copy.searchHint}
        </p>
        <input id="find" name="find" className={styles.wide} defaultValue={wanted} maxLength={50} autoComplete="off" aria-describedby="find-hint" />
        <button type="submit" className={styles.quiet}>
          {copy.submit}
        </button>
      </form>
      {wanted === '' && gridName !== null ? <p>{copy.grid(gridName)}</p> : null}
      <p className={styles.strong}>{headOf(wanted, teams.length)}</p>
      {teams.map((team) => (
        <TeamCard key={team.id} team={team} isCurrent={team.id === currentTeamId} />
      ))}
      {hasMore ? <p>{copy.more}</p> : null}
    </>
  );
}

function headOf(wanted: string, found: number): string {
  const { team: copy } = acts;
  if (wanted === '') return found === 0 ? copy.noneNear : copy.near;
  return found === 0 ? copy.noneFound : copy.found(wanted);
}

function TeamCard({ team, isCurrent }: { readonly team: RouterOutputs['own']['teams']['teams'][number]; readonly isCurrent: boolean }) {
  const { team: copy } = acts;
  return (
    <section className={styles.card}>
      <h2>{team.name}</h2>
      {team.ofGrid ? <p className={styles.strong}>{copy.yourGrid}</p> : null}
      <p>{team.institutionName}</p>
      {team.leaderName === null ? null : <p>{copy.leader(team.leaderName)}</p>}
      <p>{copy.members(team.members.map(({ name, title }) => `${name}（${title}）`).join('、'))}</p>
      {team.phone === null ? null : <p>{copy.call(team.phone)}</p>}
      <p>{isCurrent ? copy.current : copy.places(team.places)}</p>
      {isCurrent || team.places === 0 ? null : (
        <Go as="action" href={`/r/me/sign?team=${encodeURIComponent(team.id)}`}>
          {copy.choose(team.name)}
        </Go>
      )}
    </section>
  );
}
