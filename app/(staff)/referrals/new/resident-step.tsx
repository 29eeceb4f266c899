'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import Link from 'next/link';
import { labelOf, referralStatuses, sexes } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { useTRPC } from '@/app/_trpc/client';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ResidentSearch } from '../../residents/resident-search';

interface ResidentStepProps {
  readonly residentId: string;
  readonly onChoose: (residentId: string) => void;
}

/** Who is referred: found by number or name; then whether they are signed, and what is under way for them already. */
export function ResidentStep({ residentId, onChoose }: ResidentStepProps) {
  return (
    <Section title={copy.form.resident} actions={residentId === '' ? null : <Button onClick={() => onChoose('')}>{copy.form.change}</Button>}>
      {residentId === '' ? <ResidentSearch idPrefix="referral" outside={copy.form.outside} onChoose={onChoose} /> : <Subject residentId={residentId} />}
    </Section>
  );
}

function Subject({ residentId }: { readonly residentId: string }) {
  const trpc = useTRPC();
  const subject = useQuery(trpc.referral.subject.queryOptions({ residentId }, { refetchOnWindowFocus: false, refetchOnReconnect: false }));
  if (!subject.data) return subject.error ? <RefusalList error={subject.error} /> : <p role="status">{copy.form.loading}</p>;
  const { resident, contract, live } = subject.data;
  return (
    <>
      <p>
        <strong>{copy.form.person(resident.name, labelOf(sexes, resident.sex), resident.age, resident.maskedNumber)}</strong>
      </p>
      <p>{contract ? copy.form.signed(contract.teamName, contract.until) : copy.form.unsigned}</p>
      {live.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={copy.form.live}
          description={
            <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
              {live.map(({ id, number, toInstitutionName, departmentName, status }) => (
                <li key={id}>
                  <Link href={`/referrals/detail?id=${id}`}>{copy.form.liveItem(number, toInstitutionName, departmentName, labelOf(referralStatuses, status))}</Link>
                </li>
              ))}
            </ul>
          }
        />
      ) : null}
    </>
  );
}
