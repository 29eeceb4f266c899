import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { fulfilment as copy } from '@/app/_copy/fulfilment';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import type { Steps } from '@/app/_ui/use-walk';
import { RecordForm } from './record-form';

interface RecordPanelProps {
  readonly residentId: string;
  readonly name: string;
  /** Ticked beforehand. */
  readonly itemCode: string | null;
  readonly place: string;
  readonly steps: Steps;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The open row of the worklist: what to record, in place, with the way to the next. */
export function RecordPanel({ residentId, name, itemCode, place, steps, onClose, onDone }: RecordPanelProps) {
  const trpc = useTRPC();
  const services = useQuery(trpc.fulfilment.ofResident.queryOptions({ residentId }));
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), []);
  const contract = services.data?.contract;
  return (
    <div ref={start} tabIndex={-1}>
      <Section
        title={copy.panel.title(name)}
        actions={
          <>
            <span>{place}</span>
            <Button disabled={!steps.previous} onClick={() => steps.previous?.()}>
              {copy.panel.previous}
            </Button>
            <Button disabled={!steps.next} onClick={() => steps.next?.()}>
              {copy.panel.next}
            </Button>
            <Button onClick={onClose}>{copy.panel.close}</Button>
          </>
        }
      >
        <RefusalList error={services.error} />
        <p>
          <Link href={`/residents/detail?id=${residentId}`}>{copy.panel.resident}</Link>
        </p>
        {services.isPending ? <p role="status">{shell.loading}</p> : null}
        {services.data && contract ? <RecordForm contract={contract} items={services.data.entitlements} itemCode={itemCode} onDone={onDone} /> : null}
        {services.data && !contract ? <p>{copy.panel.none}</p> : null}
        <p>{copy.panel.keys}</p>
      </Section>
    </div>
  );
}
