'use client';

import { useEffect, useRef } from 'react';
import { sentenceOf } from '@/app/_copy/refusals';
import { shell } from '@/app/_copy/shell';
import { failureOf } from '@/app/_trpc/client';
import styles from './ui.module.css';

/**
 * Why something was not done: every reason at once, each with what to do next. It takes the focus when it appears, so
 * that nobody overlooks it. Nothing is shown without an error.
 */
export function RefusalList({ error }: { readonly error: unknown }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.focus();
  }, [error]);
  if (!error) return null;
  const sentences = sentencesOf(error);
  return (
    <div ref={box} role="alert" tabIndex={-1} className={styles.refusals}>
      {sentences.length === 1 ? (
        <p>{sentences[0]}</p>
      ) : (
        <>
          <p>{shell.refusals.many(sentences.length)}</p>
          <ul>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** The sentences of an error, for places that show them in their own way. */
export function sentencesOf(error: unknown): string[] {
  const { kind, refusals } = failureOf(error);
  return refusals.length > 0 ? [...new Set(refusals.map(sentenceOf))] : [shell.failures[kind]];
}
