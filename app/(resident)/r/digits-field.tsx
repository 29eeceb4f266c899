interface DigitsFieldProps {
  readonly name: string;
  readonly label: string;
  readonly isWrong?: boolean;
}

/** Six digits from an SMS; phones offer to fill them in. */
export function DigitsField({ name, label, isWrong = false }: DigitsFieldProps) {
  return (
    <>
      <label htmlFor={name}>{label}</label>
      <input id={name} name={name} required inputMode="numeric" autoComplete="one-time-code" maxLength={12} aria-describedby={isWrong ? 'problem' : undefined} aria-invalid={isWrong ? true : undefined} />
    </>
  );
}
