import { acts } from '@/app/_copy/own-acts';
import { Go } from '../../go';
import { Problems } from '../../problems';
import { HomeLink } from '../home-link';
import { OrderForm } from '../order-form';
import { signedIn } from '../signed-in';
import { TeamChoice } from './team-choice';

interface SignProps {
  readonly searchParams: Promise<{ readonly team?: string; readonly find?: string; readonly package?: string | readonly string[]; readonly years?: string; readonly problem?: string }>;
}

/** 在网上签约: first the team, then everything that is agreed to. Whoever is signed already goes over to the team they choose. */
export default async function SignPage({ searchParams }: SignProps) {
  const query = await searchParams;
  const api = await signedIn();
  const { standing } = await api.own.contract();
  const current = standing.state === 'in_force' || standing.state === 'upcoming' ? standing.contract : null;
  const deed = current === null ? 'sign' : 'transfer';
  const team = query.team ? await api.own.team({ teamId: query.team }) : null;
  const { form, team: choice } = acts;
  if (!team || team.id === current?.teamId) {
    return (
      <>
        <h1>{deed === 'sign' ? choice.title : choice.transferTitle}</h1>
        <TeamChoice api={api} text={query.find ?? ''} currentTeamId={current?.teamId ?? null} />
        <HomeLink />
      </>
    );
  }
  const packages = query.package === undefined ? null : typeof query.package === 'string' ? [query.package] : [...query.package];
  return (
    <>
      <h1>{deed === 'sign' ? form.signTitle(team.name) : form.transferTitle(team.name)}</h1>
      <Problems shown={query.problem === '1'} />
      <p>{team.institutionName}</p>
      <Go as="textLink" href="/r/me/sign">
        {form.other}
      </Go>
      <OrderForm
        api={api}
        order={{
          ...{ deed, back: `/r/me/sign?team=${encodeURIComponent(team.id)}`, teamId: team.id, contractId: current?.id ?? null, requestId: null },
          ...{ packageCodes: packages, termYears: yearsOf(query.years), isFixed: false },
        }}
      />
      <HomeLink />
    </>
  );
}

function yearsOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,2}$/.test(text) ? Number(text) : null;
}
