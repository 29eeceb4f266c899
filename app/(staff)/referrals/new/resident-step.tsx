'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { labelOf, referralKinds, referralStatuses, sexes } from '@/app/_copy/labels';
import { referralForm as copy } from '@/app/_copy/referral-form';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
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
    <Section title={copy.resident} actions={residentId === '' ? null : <Button onClick={() => onChoose('')}>{copy.change}</Button>}>
      {residentId === '' ? <ResidentSearch idPrefix="referral" outside={copy.outside} onChoose={onChoose} /> : <Subject residentId={residentId} />}
    </Section>
  );
}

/** The resident of a form, asked for once: every look leaves an audit row. */
export function useSubject(residentId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.referral.subject.queryOptions({ residentId }, { refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: Number.POSITIVE_INFINITY }));
}

function Subject({ residentId }: { readonly residentId: string }) {
  const subject = useSubject(residentId);
  if (!subject.data) return subject.error ? <RefusalList error={subject.error} /> : <p role="status">{copy.loading}</p>;
  const { resident, contract, live } = subject.data;
  return (
    <>
      <p>
        <strong>{copy.person(resident.name, labelOf(sexes, resident.sex), resident.age, resident.maskedNumber)}</strong>
      </p>
      <p>{contract ? copy.signed(contract.teamName, contract.until) : copy.unsigned}</p>
      {live.length === 0 ? <p>{copy.noLive}</p> : null}
      {live.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={copy.live}
          description={
            <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
              {live.map(({ id, kind, number, toInstitutionName, departmentName, status }) => (
                <li key={id}>
                  <Link href={kind === 'e_consult' ? `/consults/detail?id=${id}` : `/referrals/detail?id=${id}`}>
                    {copy.liveItem(number, labelOf(referralKinds, kind), toInstitutionName, departmentName, labelOf(referralStatuses, status))}
                  </Link>
                </li>
              ))}
            </ul>
          }
        />
      ) : null}
    </>
  );
}
