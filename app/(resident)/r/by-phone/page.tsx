import { certTypes as certTypeLabels, labelOf } from '@/app/_copy/labels';
import { doors } from '@/app/_copy/own-doors';
import { regionsServed } from '@/app/_trpc/server';
import { certTypes } from '@/server/domain/kernel/identity-number';
import { Go } from '../go';
import styles from '../resident.module.css';

interface ByPhoneProps {
  readonly searchParams: Promise<{ readonly problem?: string }>;
}

/** The number that a code is asked for. It says nothing about whether anybody has it. */
export default async function ByPhone({ searchParams }: ByPhoneProps) {
  const { problem } = await searchParams;
  const { byPhone } = doors;
  const regions = await regionsServed();
  const sentence = problem === 'many' ? byPhone.many : problem === 'number' ? byPhone.number : null;
  return (
    <>
      <h1>{sentence ? byPhone.titleWithProblem : byPhone.title}</h1>
      {sentence ? (
        <p id="problem" role="alert" className={styles.problem}>
          {sentence}
        </p>
      ) : null}
      <form method="post" action="/api/auth/resident/code" className={styles.form}>
        {regions.length === 1 ? <input type="hidden" name="region" value={regions[0]?.code} /> : <RegionChoice regions={regions} />}
        <label htmlFor="certType">{byPhone.certType}</label>
        <select id="certType" name="certType" defaultValue="01">
          {certTypes.map((code) => (
            <option key={code} value={code}>
              {labelOf(certTypeLabels, code)}
            </option>
          ))}
        </select>
        <label htmlFor="certNo">{byPhone.certNo}</label>
        <p id="hint" className={styles.hint}>
          {byPhone.certNoHint}
        </p>
        <input id="certNo" name="certNo" className={styles.wide} required maxLength={40} autoComplete="off" autoCapitalize="characters" spellCheck={false} aria-describedby={sentence ? 'hint problem' : 'hint'} aria-invalid={problem === 'number' ? true : undefined} />
        <button type="submit">{byPhone.submit}</button>
      </form>
      <Go as="quietAction" href="/r">
        {doors.lost.back}
      </Go>
    </>
  );
}

function RegionChoice({ regions }: { readonly regions: readonly { readonly code: string; readonly name: string }[] }) {
  return (
    <>
      <label htmlFor="region">{doors.byPhone.region}</label>
      <select id="region" name="region" required>
        {regions.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}
