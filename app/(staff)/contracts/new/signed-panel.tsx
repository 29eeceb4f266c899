'use client';

import { Button } from 'antd';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { contract as copy } from '@/app/_copy/contract';
import { Facts, Page, Section } from '@/app/_ui/page';

interface Receipt {
  readonly contractId: string;
  readonly number: string;
  readonly residentName: string;
  readonly teamName: string;
  readonly startDay: string;
  readonly endDay: string;
}

/** What was signed, and what usually comes next: the slip for the resident. */
export function SignedPanel({ receipt, onAgain }: { readonly receipt: Receipt; readonly onAgain: () => void }) {
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => told.current?.focus(), []);
  return (
    <Page title={copy.signed.title}>
      <Section title={copy.signed.title}>
        <p ref={told} tabIndex={-1} role="status">
          {copy.signed.text(receipt.residentName, receipt.teamName)}
        </p>
        <Facts
          items={[
            { name: copy.signed.number, value: receipt.number },
            { name: copy.signed.term, value: copy.list.term(receipt.startDay, receipt.endDay) },
          ]}
        />
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 20 }}>
          <Link href={`/contracts/print?id=${receipt.contractId}`}>
            <Button type="primary">{copy.signed.print}</Button>
          </Link>
          <Link href={`/contracts/detail?id=${receipt.contractId}`}>
            <Button>{copy.signed.open}</Button>
          </Link>
          <Button onClick={onAgain}>{copy.signed.again}</Button>
        </div>
      </Section>
    </Page>
  );
}
