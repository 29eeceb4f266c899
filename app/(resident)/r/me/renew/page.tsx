import { redirect } from 'next/navigation';
import { acts } from '@/app/_copy/own-acts';
import { Problems } from '../../problems';
import { HomeLink } from '../home-link';
import { OrderForm } from '../order-form';
import { signedIn } from '../signed-in';

interface RenewProps {
  readonly searchParams: Promise<{ readonly contract?: string; readonly package?: string | readonly string[]; readonly years?: string; readonly problem?: string }>;
}

/** 续约 with the same team, for the packages of the contract unless others are ticked. */
export default async function RenewPage({ searchParams }: RenewProps) {
  const query = await searchParams;
  const api = await signedIn();
  const { contracts } = await api.own.contract();
  const contract = contracts.find(({ id }) => id === query.contract);
  if (!contract) redirect('/r/me');
  const packages = query.package === undefined ? contract.packageCodes : typeof query.package === 'string' ? [query.package] : [...query.package];
  const years = query.years !== undefined && /^\d{1,2}$/.test(query.years) ? Number(query.years) : null;
  return (
    <>
      <h1>{acts.form.renewTitle(contract.teamName)}</h1>
      <Problems shown={query.problem === '1'} />
      <OrderForm
        api={api}
        order={{ ...{ deed: 'renew', back: `/r/me/renew?contract=${contract.id}`, teamId: contract.teamId, contractId: contract.id, requestId: null }, ...{ packageCodes: packages, termYears: years, isFixed: false } }}
      />
      <HomeLink />
    </>
  );
}
