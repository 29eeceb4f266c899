'use client';

import { Alert } from 'antd';
import { useState } from 'react';
import { desk as copy } from '@/app/_copy/desk';
import { insutypes, keyGroups, labelOf, labelsOf, sexes } from '@/app/_copy/labels';
import { resident as residentCopy } from '@/app/_copy/resident';
import { Button } from '@/app/_ui/button';
import { useCardReader } from '@/app/_ui/card-reader/use-card-reader';
import { Facts, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { type CardFacts, isCardRecord, readCard } from '@/server/domain/registry/read-card';
import { CloseMatches, type useCloseMatches } from '../../residents/close-matches';
import { CertificateFields, PersonFields, type RegistrationDraft } from '../../residents/registration-fields';
import { ResidentSearch } from '../../residents/resident-search';
import type { SigningDraft } from '../signing-draft';
import type { AtDesk, KnownResident } from './person-at-desk';
import { ReaderSimulator } from './reader-simulator';

interface ResidentStepProps {
  readonly draft: SigningDraft;
  readonly at: AtDesk;
  readonly matches: ReturnType<typeof useCloseMatches>;
  /** The last first day that the policy allows; a contract that ends before it can be renewed. */
  readonly latestStart: Day;
  readonly onChange: (changes: Partial<SigningDraft>) => void;
  /** The number is whole and Enter was pressed: on to what is still to be done. */
  readonly onDone: () => void;
}

/** Who is signed: a card, a number, or a search finds the person, or opens the fields to register them. */
export function ResidentStep({ draft, at, matches, latestStart, onChange, onDone }: ResidentStepProps) {
  const { found, known } = at;
  const [heard, setHeard] = useState<string | null>(null);
  const choose = (person: Partial<RegistrationDraft>) => onChange({ person: { ...draft.person, ...person, notSameAs: [] }, residentId: '', memberIds: [], packages: {}, guardians: {} });
  const takeRecord = (residentId: string) => onChange({ residentId, person: { ...draft.person, certNo: '' }, memberIds: [], packages: {}, guardians: {} });
  const onCard = (card: CardFacts | null) => {
    setHeard(card ? copy.reader.heard(card.name) : copy.reader.unreadable);
    if (card) choose({ certType: card.certType, certNo: card.certNo, ...(card.name === null ? {} : { name: card.name }), ...(card.address === null ? {} : { address: card.address }) });
  };
  useCardReader(onCard);
  const onPerson = (changes: Partial<RegistrationDraft>) => {
    // A record that is pasted comes at once; one that a device types into the field ends with Enter.
    const pasted = changes.certNo !== undefined && changes.certNo.length - draft.person.certNo.length > 1;
    if (changes.certNo !== undefined && pasted && isCardRecord(changes.certNo)) onCard(readCard(changes.certNo));
    else if (changes.certNo !== undefined || changes.certType !== undefined) choose(changes);
    else onChange({ person: { ...draft.person, ...changes } });
  };
  return (
    <Section title={copy.person}>
      {draft.residentId === '' ? (
        <div
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || (event.target as HTMLElement).id !== 'cert-no') return;
            event.preventDefault();
            if (isCardRecord(draft.person.certNo)) onCard(readCard(draft.person.certNo));
            else onDone();
          }}
        >
          <CertificateFields draft={draft.person} onChange={onPerson} />
          <p>{copy.reader.hint}</p>
        </div>
      ) : (
        <Button onClick={() => choose({ certNo: '' })}>{copy.change}</Button>
      )}
      <div aria-live="polite">
        {heard === null ? null : <p>{heard}</p>}
        {found.isFetching ? <p>{copy.lookingUp}</p> : null}
        <RefusalList error={found.error ?? at.error} />
        {known ? <KnownFacts known={known} /> : null}
        {known ? <Standing known={known} latestStart={latestStart} startDay={draft.startDay} onStartDay={(startDay) => onChange({ startDay })} /> : null}
        {at.person && !known ? <Alert type="info" showIcon title={copy.unknown} style={{ marginBottom: 16 }} /> : null}
      </div>
      <CloseMatches matches={matches} onUse={takeRecord} onNotSame={(ids) => onChange({ person: { ...draft.person, notSameAs: [...draft.person.notSameAs, ...ids] } })} />
      {at.person && !known ? <PersonFields draft={draft.person} onChange={onPerson} /> : null}
      {at.person ? null : (
        <details>
          <summary>{copy.otherWays}</summary>
          <ResidentSearch idPrefix="desk" outside={null} onChoose={takeRecord} />
        </details>
      )}
      <ReaderSimulator />
    </Section>
  );
}

function KnownFacts({ known }: { readonly known: KnownResident }) {
  const { fields } = residentCopy.detail;
  return (
    <Facts
      items={[
        { name: fields.name, value: known.name },
        { name: fields.number, value: known.maskedNumber },
        { name: fields.sex, value: labelOf(sexes, known.sex) },
        { name: fields.birth, value: residentCopy.detail.birthAndAge(known.birthDay, known.age) },
        { name: fields.insutype, value: labelOf(insutypes, known.insutype) },
        { name: fields.groups, value: labelsOf(keyGroups, known.keyGroups) || residentCopy.detail.none },
      ]}
    />
  );
}

interface StandingProps {
  readonly known: KnownResident;
  readonly latestStart: Day;
  readonly startDay: string;
  readonly onStartDay: (day: Day) => void;
}

/** What stands against signing this person, and how to renew when it can be done already. */
function Standing({ known, latestStart, startDay, onStartDay }: StandingProps) {
  if (known.deathDay) return <Alert type="error" showIcon title={copy.deceased(known.deathDay)} style={{ marginTop: 16 }} />;
  if (!known.standing) return null;
  const { teamName, institutionName, until } = known.standing;
  const next = addDays(until, 1);
  const canRenew = next <= latestStart && startDay !== next;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginTop: 16 }}
      title={teamName === null ? copy.signedAt(institutionName, until) : copy.signedWith(teamName, institutionName, until)}
      action={canRenew ? <Button onClick={() => onStartDay(next)}>{copy.renewFrom(next)}</Button> : null}
    />
  );
}
