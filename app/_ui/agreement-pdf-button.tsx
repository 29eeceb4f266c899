'use client';

import { useMutation } from '@tanstack/react-query';
import { agreement as copy } from '@/app/_copy/agreement';
import { Button } from './button';
import { fetchFile } from './export-button';

/** The agreement of a contract as a PDF file. */
export function AgreementPdfButton({ contractId, primary = false }: { readonly contractId: string; readonly primary?: boolean }) {
  const file = useMutation({ mutationFn: () => fetchFile(`/api/agreements/${encodeURIComponent(contractId)}.pdf`) });
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} loading={file.isPending} onClick={() => file.mutate()}>
        {copy.pdf}
      </Button>
      {file.error ? <span role="alert">{file.error.message}</span> : null}
    </>
  );
}
