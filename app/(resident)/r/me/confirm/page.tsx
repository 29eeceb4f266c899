import { redirect } from 'next/navigation';
import { acts } from '@/app/_copy/own-acts';
import { formatDayInWords } from '@/app/_ui/moment';
import styles from '../../resident.module.css';
import { Problems } from '../../problems';
import { HomeLink } from '../home-link';
import { OrderForm } from '../order-form';
import { signedIn } from '../signed-in';

interface ConfirmProps {
  readonly searchParams: Promise<{ readonly request?: string; readonly problem?: string }>;
}

/** What a team proposes, word for word, to be agreed to or not. */
export default async function ConfirmPage({ searchParams }: ConfirmProps) {
  const query = await searchParams;
  const api = await signedIn();
  const { signing } = await api.own.requests();
  const request = signing.find(({ requestId, status }) => requestId === query.request && status === 'awaiting_resident');
  if (!request) redirect('/r/me/requests');
  const { form: copy } = acts;
  return (
    <>
      <h1>{copy.confirmTitle(request.teamName)}</h1>
      <Problems shown={query.problem === '1'} />
      <p className={styles.lead}>
        {copy.kind[request.kind]}。{copy.due(formatDayInWords(request.dueOn))}
      </p>
      {request.kind === 'transfer' ? <p>{copy.transferNote}</p> : null}
      <OrderForm
        api={api}
        order={{
          ...{ deed: 'confirm', back: `/r/me/confirm?request=${request.requestId}`, teamId: request.teamId, contractId: null, requestId: request.requestId },
          ...{ packageCodes: request.packageCodes, termYears: request.termYears, isFixed: true },
        }}
      />
      <form method="post" action="/api/resident/drop" className={styles.block}>
        <input type="hidden" name="request" value={request.requestId} />
        <input type="hidden" name="back" value="/r/me/requests" />
        <button type="submit">{copy.refuse}</button>
      </form>
      <p className={styles.small}>{copy.refuseHint}</p>
      <HomeLink />
    </>
  );
}
