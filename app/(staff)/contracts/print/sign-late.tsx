'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { agreement } from '@/app/_copy/agreement';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { SignatureField, type SignatureValue } from '@/app/_ui/signature-field';
import styles from './print.module.css';

const { print: copy } = agreement;

/** For a contract that came from elsewhere: the resident signs what stands below. */
export function SignLate({ contractId }: { readonly contractId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [signature, setSignature] = useState<SignatureValue | null>(null);
  const record = useMutation(
    trpc.agreement.recordSignature.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.agreement.get.queryKey({ contractId }) }),
    }),
  );
  return (
    <div className={styles.late}>
      <Section title={copy.late}>
        <p>{copy.lateWhy}</p>
        <SignatureField label={copy.lateLabel} value={signature} onChange={setSignature} />
        <RefusalList error={record.error} />
        <Button type="primary" disabled={signature === null || record.isPending} onClick={() => signature && record.mutate({ contractId, signature })}>
          {record.isPending ? copy.lateSaving : copy.lateSubmit}
        </Button>
      </Section>
    </div>
  );
}
