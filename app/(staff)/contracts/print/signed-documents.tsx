'use client';

import { agreement as copy } from '@/app/_copy/agreement';
import { labelOf } from '@/app/_copy/labels';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { AgreementPaper } from '@/app/_ui/agreement-paper';
import { formatInstant } from '@/app/_ui/moment';
import { groupedCode } from '@/server/domain/agreement/verification-code';
import styles from './print.module.css';

type View = RouterOutputs['agreement']['get'];

/** The agreement and the consent with how they were signed, to be read on the screen. */
export function SignedDocuments({ view }: { readonly view: View }) {
  return (
    <div className={styles.documents}>
      <AgreementPaper document={view.agreement.document}>
        <HowSigned part={view.agreement} signature={view.signature} />
        {view.code === null ? null : (
          <>
            <p>{copy.print.code(groupedCode(view.code))}</p>
            <p>{copy.print.verify}</p>
          </>
        )}
      </AgreementPaper>
      <AgreementPaper document={view.consent.document}>
        <HowSigned part={view.consent} signature={view.signature} />
      </AgreementPaper>
    </div>
  );
}

function HowSigned({ part, signature }: { readonly part: View['agreement']; readonly signature: string | null }) {
  const { recorded, faults } = part;
  return (
    <div className={styles.signed}>
      {recorded && signature !== null ? <img src={signature} alt={copy.print.signature} width={210} height={70} className={styles.signature} /> : null}
      <p>{recorded ? copy.print.recorded(labelOf(copy.methods, recorded.method), formatInstant(recorded.recordedAt), recorded.recordedByName) : copy.print.unrecorded}</p>
      {recorded ? <p className={styles.digest}>{copy.print.digest(recorded.digest)}</p> : null}
      {faults.length > 0 ? (
        <p role="alert" className={styles.fault}>
          {copy.print.faults}
        </p>
      ) : null}
    </div>
  );
}
