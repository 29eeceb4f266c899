import { own } from '@/app/_copy/own';
import { acts } from '@/app/_copy/own-acts';
import styles from '../resident.module.css';
import { OwnContractLead } from './own-contract-lead';
import { Problems } from '../problems';
import { signedIn } from './signed-in';
import { Todo } from './todo';

interface HomeProps {
  readonly searchParams: Promise<{ readonly problem?: string }>;
}

/** Am I signed, with whom, until when; what is to be done now; and the way to everything else. */
export default async function ResidentHome({ searchParams }: HomeProps) {
  const api = await signedIn();
  const { problem } = await searchParams;
  const [contract, wards] = await Promise.all([api.own.contract(), api.own.wards()]);
  const { me } = own;
  const { home } = acts;
  const rooms = [
    ['/r/me/contract', home.contract],
    ['/r/me/services', home.services],
    ['/r/me/referrals', home.referrals],
    ['/r/me/care', home.care],
    ['/r/me/benefits', home.benefits],
    ['/r/me/recognitions', home.recognitions],
    ['/r/me/notices', home.notices],
    ['/r/me/requests', home.requests],
    ['/r/me/phone', home.phone],
    ['/r/me/lookups', home.lookups],
  ] as const;
  return (
    <>
      <h1>{me.title(contract.maskedName)}</h1>
      <Problems shown={problem === '1'} />
      <Persons wards={wards} maskedName={contract.maskedName} />
      <OwnContractLead standing={contract.standing} />
      <Todo api={api} standing={contract.standing} />
      <nav aria-label={home.menu} className={styles.nav}>
        {rooms.map(([href, name]) => (
          <a key={href} href={href}>
            {name}
          </a>
        ))}
      </nav>
      <form method="post" action="/api/auth/resident/end" className={styles.form}>
        <button type="submit" className={styles.quiet}>
          {me.signOut}
        </button>
      </form>
    </>
  );
}

interface PersonsProps {
  readonly wards: { readonly lookingAt: string | null; readonly wards: readonly { readonly id: string; readonly maskedName: string }[] };
  readonly maskedName: string;
}

/** A guardian turns from their own page to a child's and back. */
function Persons({ wards: { lookingAt, wards }, maskedName }: PersonsProps) {
  const { home } = acts;
  const others = wards.filter(({ id }) => id !== lookingAt);
  if (lookingAt === null && others.length === 0) return null;
  return (
    <section className={styles.card}>
      {lookingAt === null ? null : <p className={styles.strong}>{home.looking(maskedName)}</p>}
      {lookingAt === null ? null : <Turn ward="" label={home.back} />}
      {others.map(({ id, maskedName: name }) => (
        <Turn key={id} ward={id} label={home.look(name)} />
      ))}
    </section>
  );
}

function Turn({ ward, label }: { readonly ward: string; readonly label: string }) {
  return (
    <form method="post" action="/api/resident/ward" className={styles.block}>
      <input type="hidden" name="ward" value={ward} />
      <input type="hidden" name="back" value="/r/me" />
      <button type="submit">{label}</button>
    </form>
  );
}
