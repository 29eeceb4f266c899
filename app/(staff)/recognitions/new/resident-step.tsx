'use client';

import { Alert } from 'antd';
import { labelOf, recognitionStandings, sexes } from '@/app/_copy/labels';
import { recognition as copy } from '@/app/_copy/recognition';
import { resident as residentCopy } from '@/app/_copy/resident';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useScopes } from '@/app/_ui/use-self';
import { ResidentSearch } from '../../residents/resident-search';
import type { RecognitionDraft } from './recognition-draft';

type Subject = RouterOutputs['recognition']['subject'];

interface ResidentStepProps {
  readonly residentId: string;
  readonly subject: { readonly data: Subject | undefined; readonly error: unknown };
  readonly onChoose: (residentId: string) => void;
  readonly onRenew: (draft: Pick<RecognitionDraft, 'renewsId' | 'diseaseCode' | 'diagnosisCode' | 'diagnosisName'>) => void;
}

/** Who it is for, and what they hold or wait for already, so that nobody fills a form in vain. */
export function ResidentStep({ residentId, subject, onChoose, onRenew }: ResidentStepProps) {
  const can = useScopes();
  // A hospital's office, which signs nobody, applies for anybody it has found by the whole number.
  const outside = can('contract:sign') ? residentCopy.found.outside : null;
  return (
    <Section title={copy.form.resident} actions={residentId === '' ? null : <Button onClick={() => onChoose('')}>{copy.form.change}</Button>}>
      {residentId === '' ? (
        <ResidentSearch idPrefix="recognition" outside={outside} onChoose={onChoose} />
      ) : subject.data ? (
        <Chosen subject={subject.data} onRenew={onRenew} />
      ) : subject.error ? (
        <RefusalList error={subject.error} />
      ) : (
        <p role="status">{copy.form.loading}</p>
      )}
    </Section>
  );
}

function Chosen({ subject: { resident, held }, onRenew }: { readonly subject: Subject; readonly onRenew: ResidentStepProps['onRenew'] }) {
  return (
    <>
      <p>
        <strong>{copy.form.person(resident.name, labelOf(sexes, resident.sex), resident.age, resident.maskedNumber)}</strong>
      </p>
      {held.length === 0 ? (
        <p>{copy.form.noneHeld}</p>
      ) : (
        <Alert
          type="warning"
          showIcon
          title={copy.form.held}
          description={
            <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
              {held.map((each) => (
                <li key={each.id}>
                  <Link href={`/recognitions/detail?id=${each.id}`}>
                    {copy.form.heldItem(each.diseaseName, labelOf(recognitionStandings, each.standing), each.number, each.validTo)}
                  </Link>
                  {each.standing === 'in_force' ? (
                    <Button
                      type="link"
                      size="small"
                      aria-label={`${copy.form.renew} ${each.diseaseName}`}
                      onClick={() => onRenew({ renewsId: each.id, diseaseCode: each.diseaseCode, diagnosisCode: each.diagnosisCode, diagnosisName: each.diagnosisName })}
                    >
                      {copy.form.renew}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}
