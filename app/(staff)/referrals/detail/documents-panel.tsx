'use client';

import { referralForm } from '@/app/_copy/referral-form';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import { saveFile } from '@/app/_ui/save-file';
import { findSigns } from '@/server/domain/referral/danger-signs';
import { standardReferral } from '@/server/domain/referral/standard-fields';
import { Attachments } from '../attachments';
import { SignList } from '../sign-list';
import type { ReferralDetail } from '../use-referral';

const copy = referralForm.documents;

/** What goes with a referral: why it is urgent, with the source of each sign, its attachments, and its content under the national names. */
export function DocumentsPanel({ shown }: { readonly shown: ReferralDetail }) {
  const { referral, resident } = shown;
  const found = findSigns(referral.assessment);
  const save = () => saveFile(`${referral.number}.json`, JSON.stringify(standardReferral(shown), null, 2), 'application/json');
  return (
    <Section title={copy.title} actions={resident ? <Button onClick={save}>{copy.standard}</Button> : null}>
      {found.length === 0 ? null : (
        <>
          <h3>{copy.signs}</h3>
          <SignList found={found} />
        </>
      )}
      <h3>{referralForm.attachments.title}</h3>
      {resident ? <Attachments referralId={referral.id} /> : <p>{copy.hidden}</p>}
    </Section>
  );
}
