'use client';

import type { Refusal } from '@/server/domain/kernel/outcome';
import { useSentenceOf } from './sentences';
import styles from './ui.module.css';

interface WhyNotProps {
  readonly title: string;
  /** Reasons the server gave. */
  readonly refusals?: readonly Refusal[];
  /** Reasons the screen knows, such as another person's task. */
  readonly sentences?: readonly string[];
}

/** Stands where a button would: what keeps it from being there, and what to do about it. */
export function WhyNot({ title, refusals = [], sentences = [] }: WhyNotProps) {
  const sentenceOf = useSentenceOf(refusals.length > 0);
  const all = [...new Set([...sentences, ...(sentenceOf ? refusals.map(sentenceOf) : [])])];
  return (
    <div className={styles.whyNot}>
      <p>{title}</p>
      <ul>
        {all.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
