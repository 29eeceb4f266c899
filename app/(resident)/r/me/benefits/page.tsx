import { HomeLink } from '../home-link';
import { OwnBenefits } from '../own-benefits';
import { signedIn } from '../signed-in';

export default async function OwnBenefitsPage() {
  const api = await signedIn();
  return (
    <>
      <OwnBenefits benefits={await api.own.benefits()} />
      <HomeLink />
    </>
  );
}
