import { redirect } from 'next/navigation';
import { own } from '@/app/_copy/own';
import { callerOfResident } from '@/app/_trpc/server';
import styles from '../resident.module.css';
import { OwnBenefits } from './own-benefits';
import { OwnContract } from './own-contract';
import { OwnLookups } from './own-lookups';
import { OwnRecognitions } from './own-recognitions';
import { OwnReferrals } from './own-referrals';

/** Am I signed, with whom, until when; where is my referral; what did signing bring; who looked at my record. */
export default async function ResidentHome() {
  const api = await callerOfResident();
  if (!api) redirect('/r/ended');
  const [contract, referrals, recognitions, benefits, lookups] = await Promise.all([api.own.contract(), api.own.referrals(), api.own.recognitions(), api.own.benefits(), api.own.lookups()]);
  const { me } = own;
  return (
    <>
      <h1>{me.title(contract.maskedName)}</h1>
      <nav aria-label={me.nav} className={styles.nav}>
        <a href="#contract">{me.toContract}</a>
        <a href="#referrals">{me.toReferrals}</a>
        <a href="#recognitions">{me.toRecognitions}</a>
        <a href="#benefits">{me.toBenefits}</a>
        <a href="#lookups">{me.toLookups}</a>
      </nav>
      <OwnContract standing={contract.standing} />
      <OwnReferrals referrals={referrals} />
      <OwnRecognitions recognitions={recognitions} />
      <OwnBenefits benefits={benefits} />
      <OwnLookups lookups={lookups} />
      <form method="post" action="/api/auth/resident/end" className={styles.form}>
        <button type="submit" className={styles.quiet}>
          {me.signOut}
        </button>
      </form>
    </>
  );
}
