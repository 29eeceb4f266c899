import { acts } from '@/app/_copy/own-acts';
import type { ResidentApi } from '@/app/_trpc/server';
import { formatDayInWords } from '@/app/_ui/moment';
import { Go } from '../../go';
import styles from '../../resident.module.css';
import { signedIn } from '../signed-in';

interface Receipt {
  readonly title: string;
  readonly text: string;
  /** Where the matter stands by now, when it went on since. */
  readonly status?: string;
}

/** What came of the last deed, read from what is stored: it may be reloaded or opened again later. */
export default async function ReceiptPage({ searchParams }: { readonly searchParams: Promise<{ readonly of?: string; readonly id?: string }> }) {
  const { of = '', id = '' } = await searchParams;
  const api = await signedIn();
  const { receipt: copy } = acts;
  const receipt: Receipt = (await receiptOf(api, of, id)) ?? copy.unknown;
  const { title, text, status } = receipt;
  return (
    <>
      <h1>{title}</h1>
      <section className={styles.card}>
        <p className={styles.lead}>{text}</p>
        {status === undefined ? null : <p>{copy.status(status)}</p>}
      </section>
      <p className={styles.small}>{copy.keepNote}</p>
      <Go as="action" href="/r/me">
        {copy.home}
      </Go>
      <Go as="quietAction" href="/r/me/contract">
        {copy.contract}
      </Go>
    </>
  );
}

async function receiptOf(api: ResidentApi, of: string, id: string): Promise<Receipt | null> {
  switch (of) {
    case 'sign':
    case 'renew':
    case 'transfer':
      return requestReceipt(api, of, id);
    case 'confirm':
    case 'withdraw':
      return contractReceipt(api, of, id);
    case 'end':
      return endingReceipt(api, id);
    case 'drop':
      return acts.receipt.drop;
    case 'phone':
      return phoneReceipt(api);
    default:
      return null;
  }
}

async function requestReceipt(api: ResidentApi, of: 'sign' | 'renew' | 'transfer', id: string): Promise<Receipt | null> {
  const request = (await api.own.requests()).signing.find(({ requestId }) => requestId === id);
  if (!request) return null;
  const { title, text } = acts.receipt[of];
  return { title, text: text(request.teamName, formatDayInWords(request.dueOn)), status: acts.requests.status[request.status] };
}

async function contractReceipt(api: ResidentApi, of: 'confirm' | 'withdraw', id: string): Promise<Receipt | null> {
  const contract = (await api.own.contract()).contracts.find((each) => each.id === id);
  if (!contract) return null;
  const [from, to] = [formatDayInWords(contract.startDay), formatDayInWords(contract.endDay)];
  const { confirm, withdraw } = acts.receipt;
  return of === 'confirm' ? { title: confirm.title, text: confirm.text(contract.teamName, from, to) } : { title: withdraw.title, text: withdraw.text(to) };
}

async function endingReceipt(api: ResidentApi, id: string): Promise<Receipt | null> {
  const request = (await api.own.requests()).ending.find(({ requestId }) => requestId === id);
  return request ? { ...acts.receipt.end, status: acts.requests.ending[request.status] } : null;
}

async function phoneReceipt(api: ResidentApi): Promise<Receipt | null> {
  const { change } = await api.own.phone();
  const { phoneDone, phonePending, phoneRefused } = acts.receipt;
  switch (change?.status) {
    case 'confirmed':
      return { title: phoneDone.title, text: phoneDone.text(change.newMasked) };
    case 'pending':
      return { title: phonePending.title, text: phonePending.text(change.newMasked) };
    case 'refused':
      return { title: phoneRefused.title, text: phoneRefused.text(change.reason ?? '') };
    case undefined:
      return null;
  }
}
