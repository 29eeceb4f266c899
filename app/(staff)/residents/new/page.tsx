'use client';

import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { useRouter } from 'next/navigation';
import { resident as copy } from '@/app/_copy/resident';
import { record } from '@/app/_copy/resident-record';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { CloseMatches, useCloseMatches } from '../close-matches';
import { CertificateFields, PersonFields, emptyRegistration, registrationOf } from '../registration-fields';
import { FamilyFields, emptyFamily, familyOf } from './family-fields';

export default function RegisterPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const [draft, setDraft, clear] = useDraft('residents.new', emptyRegistration);
  const [family, setFamily, clearFamily] = useDraft('residents.new.family', emptyFamily);
  const register = useMutation(
    trpc.resident.register.mutationOptions({
      onSuccess: ({ residentId }) => {
        clear();
        clearFamily();
        router.push(`/residents/detail?id=${residentId}`);
      },
    }),
  );
  const matches = useCloseMatches(draft, true);
  const fields = { draft, onChange: (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes }) };
  return (
    <Page title={copy.form.title} description={copy.form.description}>
      <Form layout="vertical" onFinish={() => register.mutate({ ...registrationOf(draft), family: familyOf(family) })} style={{ maxWidth: 640 }}>
        <Section title={copy.form.section}>
          <CertificateFields {...fields} />
          <PersonFields {...fields} />
          <CloseMatches
            matches={matches}
            onUse={(residentId) => router.push(`/residents/detail?id=${residentId}`)}
            onNotSame={(ids) => setDraft({ ...draft, notSameAs: [...draft.notSameAs, ...ids] })}
          />
        </Section>
        <Section title={record.form.title}>
          <FamilyFields draft={family} onChange={(changes) => setFamily({ ...family, ...changes })} />
          <RefusalList error={register.error} />
          <p>{copy.form.draftKept}</p>
          <Button type="primary" htmlType="submit" size="large" disabled={register.isPending}>
            {register.isPending ? copy.form.submitting : copy.form.submit}
          </Button>
        </Section>
      </Form>
    </Page>
  );
}
