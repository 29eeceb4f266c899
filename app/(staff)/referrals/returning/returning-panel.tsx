'use client';

import { useEffect, useRef } from 'react';
import { carePlan } from '@/app/_copy/care-plan';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import type { ReturningTab } from '@/server/domain/care-plan/worklists';
import { FollowUpForm, ReceiveForm } from '../care-plan/care-acts';
import type { ReturningItem } from './returning-columns';

const copy = carePlan.returning;

/** The open row: what is done about it, in place. */
export function ReturningPanel({ tab, item, onClose }: { readonly tab: ReturningTab; readonly item: ReturningItem; readonly onClose: () => void }) {
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), []);
  const { referralId, version, person, task } = item;
  const isReceiving = tab === 'receive' || tab === 'away';
  return (
    <div ref={start} tabIndex={-1}>
      <Section title={copy.panel(person.name)} actions={<Button onClick={onClose}>{copy.close}</Button>}>
        {isReceiving ? <ReceiveForm referralId={referralId} version={version} onClose={onClose} /> : <FollowUpForm referralId={referralId} version={version} taskKey={task?.key ?? null} onClose={onClose} />}
      </Section>
    </div>
  );
}
