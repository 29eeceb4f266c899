import { HomeLink } from '../home-link';
import { OwnLookups } from '../own-lookups';
import { signedIn } from '../signed-in';

export default async function OwnLookupsPage() {
  const api = await signedIn();
  return (
    <>
      <OwnLookups lookups={await api.own.lookups()} />
      <HomeLink />
    </>
  );
}
