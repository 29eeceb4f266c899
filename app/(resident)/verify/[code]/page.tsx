import { verify as copy } from '@/app/_copy/verify';
import { askAboutPrinted } from '@/app/_trpc/verification';
import { Answer } from '../answer';
import { VerifyForm } from '../verify-form';

/** Where the QR on a printed agreement leads. */
export default async function VerifyCodePage({ params }: { readonly params: Promise<{ readonly code: string }> }) {
  const { code } = await params;
  return (
    <>
      <h1>{copy.title}</h1>
      <Answer answer={await askAboutPrinted({ path: decoded(code).slice(0, 64) })} />
      <VerifyForm number="" isAgain />
    </>
  );
}

/** A mistyped address may hold what cannot be decoded; it is a code that does not exist. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
