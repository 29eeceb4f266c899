'use client';

import { Form, Input, Radio } from 'antd';
import { referralForm as copy } from '@/app/_copy/referral-form';
import { consentWays as wayWords } from '@/app/_copy/referral-form-words';
import { Section } from '@/app/_ui/page';
import { ageOfConsent, consentWays } from '@/server/domain/referral/consent';
import type { DraftBody } from '@/server/domain/referral/draft';
import styles from './new.module.css';

interface ConsentStepProps {
  readonly body: DraftBody;
  readonly age: number;
  readonly onChange: (changes: Partial<DraftBody>) => void;
}

/** That the resident agrees, and how: said at the desk, on paper, or asked on their phone. A child's guardian is named. */
export function ConsentStep({ body, age, onChange }: ConsentStepProps) {
  const isHere = body.consent === 'desk' || body.consent === 'paper';
  return (
    <Section title={copy.consent}>
      <p>{copy.consentText}</p>
      <p id="referral-consent">
        <strong>{copy.consentWay}</strong>
      </p>
      <Radio.Group
        aria-labelledby="referral-consent"
        className={styles.slots}
        value={body.consent}
        onChange={(event) => onChange({ consent: consentWays.find((way) => way === event.target.value) ?? null })}
        options={consentWays.map((way) => ({ value: way, label: wayWords[way] }))}
      />
      {body.consent === 'online' ? <p className={styles.quiet}>{copy.online}</p> : null}
      {isHere ? (
        <fieldset className={styles.fields} style={{ marginTop: 16 }}>
          <legend>{copy.byGuardian}</legend>
          <div className={styles.row}>
            <Form.Item label={copy.guardianName} htmlFor="guardian-name" required={age < ageOfConsent} style={{ marginBottom: 0 }}>
              <Input id="guardian-name" maxLength={50} autoComplete="off" value={body.guardianName} onChange={(event) => onChange({ guardianName: event.target.value })} />
            </Form.Item>
            <Form.Item label={copy.guardianRelation} htmlFor="guardian-relation" style={{ marginBottom: 0 }}>
              <Input id="guardian-relation" maxLength={50} autoComplete="off" value={body.guardianRelation} onChange={(event) => onChange({ guardianRelation: event.target.value })} />
            </Form.Item>
          </div>
        </fieldset>
      ) : null}
    </Section>
  );
}
