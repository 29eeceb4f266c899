import { redirect } from 'next/navigation';
import { acts } from '@/app/_copy/own-acts';
import { carried, deedOf } from '@/app/api/resident/deed';
import styles from '../../resident.module.css';
import { DigitsField } from '../../digits-field';
import { Problems } from '../../problems';
import { HomeLink } from '../home-link';
import { signedIn } from '../signed-in';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The digits that let a deed be done; what was chosen stands in the query and goes with them. */
export default async function CodePage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const query = await searchParams;
  const api = await signedIn();
  const deed = deedOf(typeof query.deed === 'string' ? query.deed : '');
  const { masked } = await api.own.phone();
  if (!deed || masked === null) redirect('/r/me');
  const fields = carried.flatMap((name) => valuesOf(query[name]).map((value) => [name, value] as const));
  const back = `/r/me/code?${new URLSearchParams([['deed', deed], ...fields.map(([name, value]) => [name, value])]).toString()}`;
  const failed = query.problem === '1';
  const { code: copy } = acts;
  return (
    <>
      <h1>{copy.title}</h1>
      <Problems shown={failed} />
      <p>{copy.sent}</p>
      <form method="post" action="/api/resident/deed" className={styles.form}>
        <input type="hidden" name="deed" value={deed} />
        <input type="hidden" name="back" value={back.length <= 400 ? back : '/r/me'} />
        {fields.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <DigitsField name="digits" label={copy.label} isWrong={failed} />
        <button type="submit">{copy.submit[deed]}</button>
      </form>
      <form method="post" action="/api/resident/ask" className={styles.block}>
        <input type="hidden" name="deed" value={deed} />
        <input type="hidden" name="back" value={back.length <= 400 ? back : '/r/me'} />
        {fields.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{copy.again}</button>
      </form>
      <HomeLink />
    </>
  );
}

function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
