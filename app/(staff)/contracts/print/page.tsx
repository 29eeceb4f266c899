'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { agreement as agreementCopy } from '@/app/_copy/agreement';
import { contract as copy } from '@/app/_copy/contract';
import { labelsOf } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { AgreementPdfButton } from '@/app/_ui/agreement-pdf-button';
import { Button } from '@/app/_ui/button';
import { Page } from '@/app/_ui/page';
import { QrCode } from '@/app/_ui/qr-code';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Slip, SlipTools } from '@/app/_ui/slip';
import { usePackageNames } from '@/app/_ui/use-package-names';
import { useScopes } from '@/app/_ui/use-self';
import { type ContractDetail, useContract } from '../use-contract';
import { SignLate } from './sign-late';
import { SignedDocuments } from './signed-documents';

/** The slip for the resident with the code that opens their page, and the documents as they were signed. A new code ends the earlier ones, so it is asked for. */
export default function PrintPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const id = useSearchParams().get('id') ?? '';
  const found = useContract(id);
  const mayRead = can('agreement:read');
  const documents = useQuery(trpc.agreement.get.queryOptions({ contractId: id }, { enabled: mayRead }));
  const issue = useMutation(trpc.pass.issue.mutationOptions({ gcTime: 0 }));
  const shown = found.data;
  const path = issue.data?.path ?? null;
  useEffect(() => {
    if (path !== null) window.print();
  }, [path]);
  if (!shown) {
    return (
      <Page title={copy.print.pageTitle}>
        {found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  return (
    <Page title={copy.print.pageTitle} actions={mayRead ? <AgreementPdfButton contractId={id} /> : null}>
      <SlipTools>
        <p>{copy.print.description}</p>
        <RefusalList error={issue.error} />
        {issue.data && issue.data.revoked > 0 ? <p role="status">{copy.print.revoked(issue.data.revoked)}</p> : null}
        {path === null ? (
          <Button type="primary" disabled={issue.isPending} onClick={() => issue.mutate({ residentId: shown.resident.id })}>
            {issue.isPending ? copy.print.issuing : copy.print.issue}
          </Button>
        ) : (
          <Button onClick={() => window.print()}>{copy.print.again}</Button>
        )}
      </SlipTools>
      <ContractSlip shown={shown} path={path} />
      {mayRead ? <RefusalList error={documents.error} /> : null}
      {documents.data && documents.data.agreement.recorded === null && shown.status === 'in_force' && can('contract:sign') ? <SignLate contractId={id} /> : null}
      {documents.data ? <SignedDocuments view={documents.data} /> : mayRead && !documents.error ? <p role="status">{shell.loading}</p> : null}
    </Page>
  );
}

function ContractSlip({ shown, path }: { readonly shown: ContractDetail; readonly path: string | null }) {
  const { fields } = copy.detail;
  const names = usePackageNames();
  const { practitioner, consent } = shown;
  const rows: readonly (readonly [string, string])[] = [
    [fields.number, shown.number],
    [fields.resident, shown.resident.name],
    [fields.certNo, shown.resident.maskedNumber],
    [fields.institution, shown.institution.name],
    [fields.team, shown.team.name],
    [fields.doctor, practitioner ? `${practitioner.name} ${practitioner.title}` : copy.detail.none],
    [fields.phone, shown.team.phone ?? copy.detail.none],
    [fields.package, labelsOf(names, shown.packageCodes)],
    [fields.days, copy.list.term(shown.startDay, shown.endDay)],
    [fields.consent, consent ? copy.sign.consentVersion(consent.textVersion) : copy.detail.none],
  ];
  return (
    <Slip
      title={copy.print.title}
      rows={rows}
      signatures={[agreementCopy.print.signature, copy.print.doctor, copy.print.date]}
      code={
        path === null ? (
          <p>{copy.print.notYet}</p>
        ) : (
          <>
            <QrCode text={`${window.location.origin}${path}`} label={copy.print.qrLabel} />
            <p>{copy.print.scan}</p>
          </>
        )
      }
    />
  );
}
