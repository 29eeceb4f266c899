import { HomeLink } from '../home-link';
import { OwnReferrals } from '../own-referrals';
import { signedIn } from '../signed-in';

export default async function OwnReferralsPage() {
  const api = await signedIn();
  return (
    <>
      <OwnReferrals referrals={await api.own.referrals()} />
      <HomeLink />
    </>
  );
}
