'use client';

import { useEffect, useRef } from 'react';
import { shell } from '@/app/_copy/shell';
import { useSentences } from './sentences';
import styles from './ui.module.css';

/**
 * Why something was not done: every reason at once, each with what to do next. It takes the focus when it appears, so
 * that nobody overlooks it. Nothing is shown without an error.
 */
export function RefusalList({ error }: { readonly error: unknown }) {
  const box = useRef<HTMLDivElement>(null);
  const sentences = useSentences(error);
  const isTold = sentences !== null;
  useEffect(() => {
    if (isTold) box.current?.focus();
  }, [error, isTold]);
  if (!sentences) return null;
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
