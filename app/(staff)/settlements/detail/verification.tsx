'use client';

import { useMutation } from '@tanstack/react-query';
import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPCClient } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { yuanText } from '@/app/_ui/money';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useScopes } from '@/app/_ui/use-self';
import styles from '../settlements.module.css';

/** 复算: the statement once more from its inputs, and those from the ledger. */
export function Verification({ id }: { readonly id: string }) {
  const api = useTRPCClient();
  const can = useScopes();
  const verify = useMutation({ mutationFn: () => api.settlement.verify.query({ id }) });
  if (!can('ledger:read')) return null;
  const found = verify.data;
  return (
    <Section
      title={copy.detail.verify}
      actions={
        <Button disabled={verify.isPending} onClick={() => verify.mutate()}>
          {verify.isPending ? copy.detail.verifying : copy.detail.verify}
        </Button>
      }
    >
      <p className={styles.help}>{copy.detail.verifyHelp}</p>
      <RefusalList error={verify.error} />
      {found ? (
        <div role="status">
          <p className={found.holds ? styles.good : styles.bad}>{found.holds ? copy.detail.holds : copy.detail.differs(found.fromInputs.length, found.fromBooks.length)}</p>
          {found.digestHolds ? null : <p className={styles.bad}>{copy.detail.digestBroken}</p>}
          <ul>
            {found.fromInputs.map(({ path, published, recomputed }) => (
              <li key={path}>{copy.detail.difference(path, published, recomputed)}</li>
            ))}
            {found.fromBooks.map(({ poolId, code, amount, inputFen, ledgerFen }) => (
              <li key={`${poolId}/${code ?? ''}/${amount}`}>{copy.detail.difference(`${labelOf(pools, poolId)} ${code ?? ''} ${amount}`, yuanText(inputFen), yuanText(ledgerFen))}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </Section>
  );
}
