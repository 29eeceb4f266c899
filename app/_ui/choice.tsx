'use client';

import { useId } from 'react';
import styles from './ui.module.css';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly (readonly [value: string, label: string, isBarred?: boolean])[];
}

/** One of a list, by the browser's own control: every keyboard and screen reader knows it. */
export function Choice({ label, value, onChange, options }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([option, text, isBarred = false]) => (
          <option key={option} value={option} disabled={isBarred}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
