'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { contract as copy } from '@/app/_copy/contract';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import type { ConsentVersion } from '@/server/domain/contract/packages';
import { addDays, ageOn, isDay } from '@/server/domain/kernel/calendar-day';
import { readNumber } from '../../residents/identity';
import { type RegistrationDraft, registrationOf } from '../../residents/registration-fields';
import { useResidentByNumber } from '../../residents/use-resident-by-number';
import { emptySigning, newRequestKey, type SigningDraft, signingDraftKey } from '../signing-draft';
import { ConsentStep } from './consent-step';
import { ResidentStep } from './resident-step';
import { SignedPanel } from './signed-panel';
import { type TeamChoice, type Terms, TermsStep } from './terms-step';

/** The desk flow: number, team, consent, one submit; then the contract's number and its slip. */
export default function SignPage() {
  const trpc = useTRPC();
  const terms = useQuery(trpc.contract.terms.queryOptions());
  const teams = useQuery(trpc.team.list.queryOptions());
  const [draft, setDraft, clear] = useDraft(signingDraftKey, emptySigning);
  const sign = useMutation(
    trpc.contract.sign.mutationOptions({
      onSuccess: async () => {
        clear();
        await teams.refetch();
      },
    }),
  );
  const failure = terms.error ?? teams.error;
  if (sign.data) return <SignedPanel receipt={sign.data} onAgain={() => sign.reset()} />;
  return (
    <Page title={copy.sign.title} description={copy.sign.description}>
      {failure ? <RefusalList error={failure} /> : null}
      {terms.data && teams.data ? (
        <SigningForm
          draft={draft}
          terms={terms.data}
          teams={teams.data}
          isSending={sign.isPending}
          error={sign.error}
          // A form that was changed is another request; only an unchanged one is a retry.
          onChange={(changes) => setDraft({ ...draft, requestKey: '', ...changes })}
          onReset={() => {
            clear();
            sign.reset();
          }}
          onSend={(request) => {
            setDraft({ ...draft, requestKey: request.requestKey });
            sign.mutate(request);
          }}
        />
      ) : failure ? null : (
        <p role="status">{shell.loading}</p>
      )}
    </Page>
  );
}

interface SigningFormProps {
  readonly draft: SigningDraft;
  readonly terms: Terms & { readonly guardianUnderAge: number; readonly consentVersion: ConsentVersion };
  readonly teams: readonly TeamChoice[];
  readonly isSending: boolean;
  readonly error: unknown;
  readonly onChange: (changes: Partial<SigningDraft>) => void;
  readonly onReset: () => void;
  readonly onSend: (request: ReturnType<typeof requestOf>) => void;
}

function SigningForm({ draft, terms, teams, isSending, error, onChange, onReset, onSend }: SigningFormProps) {
  const { person } = draft;
  const found = useResidentByNumber(person.certType, person.certNo);
  const open = teams.filter((team) => team.load !== 'full');
  const teamId = draft.teamId || (open.length === 1 ? (open[0]?.id ?? '') : '');
  const age = ageOf(person, found.data?.birthDay, terms.today);
  const needsGuardian = age !== null && age < terms.guardianUnderAge;
  // What is missing is said beside the button instead of greying it out.
  const missing = [found.data === undefined ? copy.sign.needNumber : null, teamId === '' ? copy.sign.needTeam : null].filter((reason) => reason !== null);
  const submit = () => {
    if (missing.length > 0 || isSending) return;
    onSend(requestOf({ ...draft, teamId }, terms, found.data?.id ?? null, needsGuardian));
  };
  return (
    <Form layout="vertical" onFinish={submit} style={{ maxWidth: 760, display: 'flex', flexDirection: 'column', gap: 20 }}>
      <ResidentStep
        person={person}
        found={found}
        latestStart={addDays(terms.today, terms.startDaysAhead)}
        startDay={draft.startDay}
        onPerson={(changes) => onChange({ person: { ...person, ...changes } })}
        onStartDay={(startDay) => onChange({ startDay })}
      />
      <TermsStep draft={draft} terms={terms} teams={teams} teamId={teamId} onChange={onChange} />
      <ConsentStep
        draft={draft}
        version={terms.consentVersion}
        guardianFor={needsGuardian ? { age, under: terms.guardianUnderAge } : null}
        onChange={onChange}
      />
      <RefusalList error={error} />
      {missing.length > 0 ? (
        <p role="status">
          {copy.sign.why}
          {missing.join('')}
        </p>
      ) : null}
      <div style={{ display: 'flex', gap: 8 }}>
        <Button type="primary" size="large" htmlType="submit" loading={isSending}>
          {isSending ? copy.sign.submitting : copy.sign.submit}
        </Button>
        <Button size="large" onClick={onReset}>
          {copy.sign.reset}
        </Button>
      </div>
      <p>{copy.sign.draftKept}</p>
    </Form>
  );
}

function ageOf(person: RegistrationDraft, knownBirthDay: string | undefined, today: string): number | null {
  const birthDay = knownBirthDay ?? readNumber(person.certType, person.certNo).identity?.birthDay ?? person.birthDay;
  return isDay(birthDay) ? ageOn(birthDay, today) : null;
}

function requestOf(draft: SigningDraft, terms: SigningFormProps['terms'], residentId: string | null, needsGuardian: boolean) {
  const guardian = { name: draft.guardianName, relation: draft.guardianRelation || copy.sign.relations[0] };
  return {
    requestKey: draft.requestKey || newRequestKey(),
    resident: residentId === null ? { registration: registrationOf(draft.person) } : { id: residentId },
    teamId: draft.teamId,
    practitionerId: null,
    packageCodes: [draft.packageCode],
    startDay: draft.startDay || null,
    termYears: draft.termYears || terms.defaultTermYears,
    consent: draft.agreed ? { textVersion: terms.consentVersion, guardian: needsGuardian ? guardian : null } : null,
  };
}
