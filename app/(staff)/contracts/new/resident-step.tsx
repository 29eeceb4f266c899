'use client';

import { Alert, Button } from 'antd';
import { contract as copy } from '@/app/_copy/contract';
import { insutypes, labelOf, sexes } from '@/app/_copy/labels';
import { resident as residentCopy } from '@/app/_copy/resident';
import { Facts, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { CertificateFields, PersonFields, type RegistrationDraft } from '../../residents/registration-fields';
import type { ResidentByNumber } from '../../residents/use-resident-by-number';

interface ResidentStepProps {
  readonly person: RegistrationDraft;
  readonly found: ResidentByNumber;
  /** The last first day that the policy allows; a contract that ends before it can be renewed. */
  readonly latestStart: Day | null;
  readonly startDay: string;
  readonly onPerson: (changes: Partial<RegistrationDraft>) => void;
  readonly onStartDay: (day: Day) => void;
}

/** Who is signed: the number first; it finds the person, or opens the fields to register them. */
export function ResidentStep({ person, found, latestStart, startDay, onPerson, onStartDay }: ResidentStepProps) {
  const known = found.data;
  return (
    <Section title={copy.sign.person}>
      <CertificateFields draft={person} onChange={onPerson} />
      <div aria-live="polite">
        {found.isFetching ? <p>{copy.sign.lookingUp}</p> : null}
        <RefusalList error={found.error} />
        {known ? (
          <>
            <Facts
              items={[
                { name: residentCopy.detail.fields.name, value: known.name },
                { name: residentCopy.detail.fields.sex, value: labelOf(sexes, known.sex) },
                { name: residentCopy.detail.fields.birth, value: residentCopy.detail.birthAndAge(known.birthDay, known.age) },
                { name: residentCopy.detail.fields.insutype, value: labelOf(insutypes, known.insutype) },
              ]}
            />
            <Standing known={known} latestStart={latestStart} startDay={startDay} onStartDay={onStartDay} />
          </>
        ) : null}
        {known === null ? <Alert type="info" showIcon title={copy.sign.unknown} style={{ marginBottom: 16 }} /> : null}
      </div>
      {known === null ? <PersonFields draft={person} onChange={onPerson} /> : null}
    </Section>
  );
}

type Known = NonNullable<ResidentByNumber['data']>;

/** What stands against signing this person, and how to renew when it can be done already. */
function Standing({ known, latestStart, startDay, onStartDay }: Pick<ResidentStepProps, 'latestStart' | 'startDay' | 'onStartDay'> & { readonly known: Known }) {
  if (known.deathDay) return <Alert type="error" showIcon title={copy.sign.deceased(known.deathDay)} style={{ marginTop: 16 }} />;
  if (!known.contract) return null;
  const { teamName, institutionName, until } = known.contract;
  const next = addDays(until, 1);
  const canRenew = latestStart !== null && next <= latestStart && startDay !== next;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginTop: 16 }}
      title={copy.sign.signedWith(teamName, institutionName, until)}
      action={canRenew ? <Button onClick={() => onStartDay(next)}>{copy.sign.renewFrom(next)}</Button> : null}
    />
  );
}
