'use client';

import { useRouter } from 'next/navigation';
import { insutypes, labelOf, sexes } from '@/app/_copy/labels';
import { resident as copy } from '@/app/_copy/resident';
import { shell } from '@/app/_copy/shell';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Facts, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { emptySigning, signingDraftKey } from '../contracts/signing-draft';
import { useResidentByNumber } from './use-resident-by-number';
import { problemsOf } from './identity';
import { emptyRegistration } from './registration-fields';
import { useScopes } from '@/app/_ui/use-self';

/** The resident of a whole number, wherever in the region, or why there is none. */
export function FoundByNumber({ certNo }: { readonly certNo: string }) {
  const found = useResidentByNumber('01', certNo);
  const can = useScopes();
  const router = useRouter();
  const [, setDraft] = useDraft(signingDraftKey, emptySigning);
  const problems = problemsOf('01', certNo);
  const goSigning = () => {
    setDraft({ ...emptySigning, person: { ...emptyRegistration, certNo } });
    router.push('/contracts/new');
  };
  const sign = can('contract:sign') ? <Button onClick={goSigning}>{copy.found.sign}</Button> : null;
  if (problems.length > 0) return <p role="alert">{problems.join('')}</p>;
  if (found.error) return <RefusalList error={found.error} />;
  if (found.isPending) return <p role="status">{shell.loading}</p>;
  const person = found.data;
  if (!person) {
    return (
      <Section title={copy.found.title} actions={sign}>
        <p>{copy.found.none}</p>
      </Section>
    );
  }
  const { contract } = person;
  const actions = (
    <>
      {person.inReach ? (
        <Link href={`/residents/detail?id=${person.id}`}>
          <Button type="primary">{copy.found.open}</Button>
        </Link>
      ) : null}
      {contract || person.deathDay ? null : sign}
    </>
  );
  return (
    <Section title={copy.found.title} actions={actions}>
      <Facts
        items={[
          { name: copy.detail.fields.name, value: person.name },
          { name: copy.detail.fields.number, value: person.maskedNumber },
          { name: copy.detail.fields.sex, value: labelOf(sexes, person.sex) },
          { name: copy.detail.fields.birth, value: copy.detail.birthAndAge(person.birthDay, person.age) },
          { name: copy.detail.fields.insutype, value: labelOf(insutypes, person.insutype) },
          { name: copy.detail.contracts, value: contract ? copy.found.signedWith(contract.teamName, contract.institutionName, contract.until) : copy.found.unsigned },
        ]}
      />
      {person.deathDay ? <p>{copy.found.deceased(person.deathDay)}</p> : null}
      {person.inReach ? null : <p>{copy.found.outside}</p>}
    </Section>
  );
}
