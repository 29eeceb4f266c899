'use client';

import { Form } from 'antd';
import { desk as copy } from '@/app/_copy/desk';
import { Button } from '@/app/_ui/button';
import type { SignatureValue } from '@/app/_ui/signature-field';
import { useSelf } from '@/app/_ui/use-self';
import { addDays } from '@/server/domain/kernel/calendar-day';
import { useCloseMatches } from '../../residents/close-matches';
import { readNumber } from '../../residents/identity';
import { registrationOf } from '../../residents/registration-fields';
import { newRequestKey, type SigningDraft } from '../signing-draft';
import type { PreviewRequest } from './agreement-preview';
import { ConsentStep } from './consent-step';
import styles from './desk.module.css';
import { HouseholdStep } from './household-step';
import { PackagesStep } from './packages-step';
import { usePersonAtDesk } from './person-at-desk';
import { ResidentStep } from './resident-step';
import { mainKey, type OfferedPackage, type Signer, signersOf } from './signers';
import { Summary } from './summary';
import { type TeamChoice, type Terms, TermsStep } from './terms-step';
import type { SigningRequest } from './use-signing';

/** By signer; kept by the page only, never in the draft. */
export type Signatures = Readonly<Record<string, SignatureValue | null>>;

interface SigningFormProps {
  readonly draft: SigningDraft;
  readonly terms: Terms;
  readonly offered: readonly OfferedPackage[];
  readonly teams: readonly TeamChoice[];
  readonly signatures: Signatures;
  readonly isSending: boolean;
  readonly onSign: (signerKey: string, signature: SignatureValue | null) => void;
  readonly onChange: (changes: Partial<SigningDraft>) => void;
  readonly onReset: () => void;
  readonly onSend: (requestKey: string, requests: readonly SigningRequest[]) => void;
}

export function SigningForm({ draft, terms, offered, teams, signatures, isSending, onSign, onChange, onReset, onSend }: SigningFormProps) {
  const at = usePersonAtDesk(draft, terms.today);
  const ownTeams = useOwnTeams();
  const teamId = draft.teamId || usualTeam(teams, ownTeams);
  const signers = signersOf(draft, { ...terms, packages: offered }, at.person, at.household?.all ?? []);
  const matches = useCloseMatches(draft.person, at.person?.id === null);
  const unsigned = signers.filter(({ key }) => !signatures[key]);
  const requestsUnder = (requestKey: string) =>
    signers.map((signer) => ({ key: signer.key, name: signer.name, request: requestOf({ ...draft, requestKey, teamId }, terms, signer, signatures[signer.key] ?? null) }));
  // What is missing is said beside the button instead of greying it out.
  const missing = [
    at.person ? null : copy.needNumber,
    matches.strong.length > 0 ? copy.needMatch : null,
    teamId === '' ? copy.needTeam : null,
    draft.agreed ? null : copy.needConsent,
    at.person && unsigned.length > 0 ? copy.needSignature(unsigned.map(({ name }) => name).join('、')) : null,
  ].filter((reason) => reason !== null);
  const submit = () => {
    if (missing.length > 0 || isSending) return;
    const requestKey = draft.requestKey || newRequestKey();
    onSend(requestKey, requestsUnder(requestKey));
  };
  return (
    <div className={styles.desk}>
      <Form layout="vertical" onFinish={submit} className={styles.form}>
        <ResidentStep
          draft={draft}
          at={at}
          matches={matches}
          latestStart={addDays(terms.today, terms.startDaysAhead)}
          onChange={onChange}
          onDone={() => document.getElementById('consent')?.focus()}
        />
        {at.household ? (
          <HouseholdStep address={at.household.address} members={at.household.others} chosen={draft.memberIds} onChoose={(memberIds) => onChange({ memberIds })} />
        ) : null}
        <TermsStep draft={draft} terms={terms} teams={teams} teamId={teamId} onChange={onChange} />
        {signers.length > 0 ? (
          <PackagesStep offered={offered} signers={signers} onChoose={(key, codes) => onChange({ packages: { ...draft.packages, [key]: codes } })} />
        ) : null}
        <ConsentStep
          draft={draft}
          version={terms.consentVersion}
          preview={previewOf({ ...draft, teamId }, terms, signers[0] ?? null)}
          guardianUnderAge={terms.guardianUnderAge}
          signers={signers}
          signatures={signatures}
          onChange={onChange}
          onSign={onSign}
        />
        {missing.length > 0 ? (
          <p role="status">
            {copy.why}
            {missing.join('')}
          </p>
        ) : null}
        <div className={styles.actions}>
          <Button type="primary" size="large" htmlType="submit" loading={isSending}>
            {isSending ? copy.submitting : signers.length > 1 ? copy.submitMany(signers.length) : copy.submit}
          </Button>
          <Button size="large" onClick={onReset}>
            {copy.reset}
          </Button>
        </div>
        <p>{copy.draftKept}</p>
      </Form>
      <Summary draft={draft} terms={terms} team={teams.find(({ id }) => id === teamId) ?? null} offered={offered} signers={signers} />
    </div>
  );
}

/** The signer's own team, or the only one there is; a full one is nobody's usual team. */
function usualTeam(teams: readonly TeamChoice[], ownTeams: readonly string[]): string {
  const open = teams.filter(({ load }) => load !== 'full');
  const own = open.filter(({ id }) => ownTeams.includes(id));
  const [first, another] = own.length > 0 ? own : open;
  return first && (own.length > 0 || !another) ? first.id : '';
}

const none: readonly string[] = [];

function useOwnTeams(): readonly string[] {
  const self = useSelf();
  return self?.teamIds ?? none;
}

function requestOf(draft: SigningDraft, terms: Terms, signer: Signer, signature: SignatureValue | null): SigningRequest['request'] {
  const { key, residentId, packageCodes, needsGuardian, guardian } = signer;
  return {
    requestKey: key === mainKey ? draft.requestKey : `${draft.requestKey}:${key}`.slice(0, 64),
    resident: residentId === null ? { registration: registrationOf(draft.person) } : { id: residentId },
    teamId: draft.teamId,
    practitionerId: draft.practitionerId || null,
    packageCodes: [...packageCodes],
    startDay: draft.startDay || null,
    termYears: draft.termYears || terms.defaultTermYears,
    consent: draft.agreed ? { textVersion: terms.consentVersion, guardian: needsGuardian ? guardian : null } : null,
    ...(signature ? { signature } : {}),
  };
}

/** Null until there is somebody with a name, a team and a package. */
function previewOf(draft: SigningDraft, terms: Terms, signer: Signer | null): PreviewRequest | null {
  const { person, residentId, teamId, practitionerId, startDay, termYears } = draft;
  if (!signer || teamId === '' || signer.packageCodes.length === 0) return null;
  // Somebody new has to have a name and a sex before a document can name them.
  const { birthDay, sex } = readNumber(person.certType, person.certNo).identity ?? person;
  if (signer.residentId === null && (person.name.trim() === '' || !birthDay || !(sex ?? person.sex))) return null;
  const byNumber = signer.residentId === null ? { registration: registrationOf(person) } : { certType: person.certType, certNo: person.certNo };
  return {
    resident: residentId === '' ? byNumber : { id: residentId },
    ...{ teamId, practitionerId: practitionerId || null, packageCodes: [...signer.packageCodes] },
    ...{ startDay: startDay || null, termYears: termYears || terms.defaultTermYears },
    guardian: signer.needsGuardian && signer.guardian.name.trim() !== '' ? signer.guardian : null,
  };
}
