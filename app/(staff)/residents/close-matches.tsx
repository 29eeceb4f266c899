'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useDeferredValue } from 'react';
import { closeMatches as copy } from '@/app/_copy/close-matches';
import { matchReasonWords } from '@/app/_copy/duplicate-words';
import { labelOf, labelsOf, sexes } from '@/app/_copy/labels';
import { useTRPCClient } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { RefusalList } from '@/app/_ui/refusal-list';
import { readNumber } from './identity';
import { type RegistrationDraft, registrationOf } from './registration-fields';

/** Residents who may be the one that is about to be registered; those already looked at are left out. */
export function useCloseMatches(draft: RegistrationDraft, isNewcomer: boolean) {
  const client = useTRPCClient();
  const { certType, certNo, name, sex, birthDay, phone, address } = registrationOf(useDeferredValue(draft));
  const asked = { certType, certNo, name: name.trim(), sex, birthDay, phone, address };
  const isWhole = isNewcomer && readNumber(certType, certNo).identity !== null && [...asked.name].length >= 2;
  const found = useQuery({
    queryKey: ['close-matches', asked],
    // A mutation by kind, so that number and phone are never in an address; asked once for what stands in the form.
    queryFn: ({ signal }) => settle(signal).then(() => client.resident.closeMatches.mutate(asked)),
    enabled: isWhole,
    staleTime: 120_000,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const strong = (found.data ?? []).filter((match) => match.strong && !draft.notSameAs.includes(match.id));
  return { strong, error: found.error };
}

/** Whoever is still typing is waited for. */
function settle(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 400);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('typed on', 'AbortError'));
    });
  });
}

interface CloseMatchesProps {
  readonly matches: ReturnType<typeof useCloseMatches>;
  /** It is that resident after all. */
  readonly onUse: (residentId: string) => void;
  /** It is none of them, which is kept with the registration. */
  readonly onNotSame: (residentIds: readonly string[]) => void;
}

/** The look-alikes side by side, to be judged before a second record is made. Nothing is shown when there are none. */
export function CloseMatches({ matches: { strong, error }, onUse, onNotSame }: CloseMatchesProps) {
  if (error) return <RefusalList error={error} />;
  if (strong.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={copy.title}
      description={
        <>
          <p>{copy.text}</p>
          <ul style={{ margin: 0, padding: 0, listStyle: 'none', display: 'flex', flexDirection: 'column', gap: 12 }}>
            {strong.map((match) => (
              <li key={match.id}>
                <strong>{copy.person(match.name, labelOf(sexes, match.sex), match.birthDay, match.maskedNumber)}</strong>
                <br />
                {copy.why(labelsOf(matchReasonWords, match.reasons))}
                {match.contract ? copy.signed(match.contract.teamName, match.contract.until) : ''}
                <br />
                {match.inReach ? <Button onClick={() => onUse(match.id)}>{copy.use(match.name)}</Button> : <span>{copy.outside}</span>}
              </li>
            ))}
          </ul>
          <Button style={{ marginTop: 12 }} onClick={() => onNotSame(strong.map(({ id }) => id))}>
            {copy.notSame}
          </Button>
        </>
      }
    />
  );
}
