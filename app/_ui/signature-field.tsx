'use client';

import dynamic from 'next/dynamic';
import { useId } from 'react';
import { signature as copy } from '@/app/_copy/signature';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import styles from './signature-field.module.css';

/** What the field answers: a drawing (PNG as a data address), or that the resident signs the printed sheet. */
export type SignatureValue = Extract<SignatureGiven, { method: 'handwritten' | 'paper' }>;

interface SignatureFieldProps {
  /** Null: nothing is written yet. */
  readonly value: SignatureValue | null;
  readonly onChange: (value: SignatureValue | null) => void;
  /** Whose signature it is: 居民（或监护人）签名. */
  readonly label: string;
}

/** The library is fetched when a signature is asked for, not with the page. */
const SignaturePadCanvas = dynamic(() => import('./signature-pad-canvas'), { ssr: false, loading: () => <p role="status">{copy.loading}</p> });

/**
 * A signature by finger, stylus or mouse. Whoever works by keyboard, or cannot write on glass, signs the printed sheet
 * instead; that is an answer, too.
 */
export function SignatureField({ value, onChange, label }: SignatureFieldProps) {
  const name = useId();
  const onPaper = value?.method === 'paper';
  return (
    <fieldset className={styles.field}>
      <legend>{label}</legend>
      <div className={styles.ways} role="radiogroup" aria-label={copy.way}>
        <label className={styles.way}>
          <input type="radio" name={name} checked={!onPaper} onChange={() => onChange(null)} />
          {copy.onScreen}
        </label>
        <label className={styles.way}>
          <input type="radio" name={name} checked={onPaper} onChange={() => onChange({ method: 'paper' })} />
          {copy.onPaper}
        </label>
      </div>
      {onPaper ? (
        <p className={styles.hint}>{copy.paperText}</p>
      ) : (
        <>
          <p className={styles.hint}>{copy.hint}</p>
          <SignaturePadCanvas label={label} empty={value === null} onChange={onChange} />
        </>
      )}
    </fieldset>
  );
}
