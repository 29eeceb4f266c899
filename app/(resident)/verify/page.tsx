import { verify as copy } from '@/app/_copy/verify';
import { askAboutPrinted } from '@/app/_trpc/verification';
import { Answer } from './answer';
import { VerifyForm } from './verify-form';

interface VerifyPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** Number and code as they are typed from the paper. The form is sent as an address, so that it works without a script. */
export default async function VerifyPage({ searchParams }: VerifyPageProps) {
  const asked = await searchParams;
  const [number, code] = [asked.number, asked.code].map((value) => (typeof value === 'string' ? value.slice(0, 64) : ''));
  const isAsked = Boolean(number?.trim() || code?.trim());
  return (
    <>
      <h1>{copy.title}</h1>
      {isAsked ? <Answer answer={await askAboutPrinted({ number: number ?? '', code: code ?? '' })} /> : <p>{copy.intro}</p>}
      <VerifyForm number={number ?? ''} isAgain={isAsked} />
    </>
  );
}
