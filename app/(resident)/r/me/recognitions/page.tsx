import { HomeLink } from '../home-link';
import { OwnRecognitions } from '../own-recognitions';
import { signedIn } from '../signed-in';

export default async function OwnRecognitionsPage() {
  const api = await signedIn();
  return (
    <>
      <OwnRecognitions recognitions={await api.own.recognitions()} />
      <HomeLink />
    </>
  );
}
