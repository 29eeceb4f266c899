'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button';
import { Section } from './page';
import type { Steps } from './use-walk';

interface WalkPanelProps {
  readonly title: string;
  readonly words: { readonly previous: string; readonly next: string; readonly close: string };
  /** Which of how many it is. */
  readonly place: string;
  readonly steps: Steps;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One row of a list that is walked through, opened above it; it takes the focus, and leads to its neighbours. */
export function WalkPanel({ title, words, place, steps, onClose, children }: WalkPanelProps) {
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), []);
  return (
    <div ref={start} tabIndex={-1}>
      <Section
        title={title}
        actions={
          <>
            <span>{place}</span>
            <Button disabled={!steps.previous} onClick={() => steps.previous?.()}>
              {words.previous}
            </Button>
            <Button disabled={!steps.next} onClick={() => steps.next?.()}>
              {words.next}
            </Button>
            <Button onClick={onClose}>{words.close}</Button>
          </>
        }
      >
        {children}
      </Section>
    </div>
  );
}
