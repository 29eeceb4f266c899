import { password } from '@/app/_copy/sign-in';
import styles from '../sign-in/sign-in.module.css';

type Field = 'old' | 'chosen' | 'repeated';

/** Which field a reason is about; every other reason is about the form as a whole, or about the new password. */
const fieldOf: Readonly<Record<string, Field | null>> = {
  'password.old_wrong': 'old',
  'password.not_repeated': 'repeated',
  'password.too_many': null,
  'password.unread': null,
};

interface PasswordFormProps {
  /** Why the last attempt was refused. */
  readonly codes: readonly string[];
  /** Where to go on afterwards. */
  readonly next: string;
}

export function PasswordForm({ codes, next }: PasswordFormProps) {
  const wrong = new Set(codes.map((code) => (code in fieldOf ? fieldOf[code] : 'chosen')));
  const first = (['old', 'chosen', 'repeated'] as const).find((field) => wrong.has(field));
  const common = (field: Field) => ({
    id: field,
    name: field,
    type: 'password',
    required: true,
    // The reader of a screen begins at the first field to mend and hears why.
    autoFocus: field === first,
    'aria-invalid': wrong.has(field) ? true : undefined,
    'aria-describedby': [field === 'chosen' ? 'hint' : '', wrong.has(field) ? 'problem' : ''].filter(Boolean).join(' ') || undefined,
  });
  return (
    <>
      <h1>{codes.length > 0 ? password.titleWithProblem : password.title}</h1>
      <p className={styles.intro}>{password.intro}</p>
      {codes.length > 0 ? (
        <div id="problem" role="alert" className={styles.problem}>
          {codes.map((code) => (
            <div key={code}>{password.refusal(code)}</div>
          ))}
        </div>
      ) : null}
      <form method="post" action="/api/auth/password" className={styles.form}>
        <input type="hidden" name="next" value={next} />
        <label htmlFor="old">{password.old}</label>
        <input {...common('old')} autoComplete="current-password" />
        <label htmlFor="chosen">{password.chosen}</label>
        <p id="hint" className={styles.intro}>
          {password.hint}
        </p>
        <input {...common('chosen')} autoComplete="new-password" />
        <label htmlFor="repeated">{password.repeated}</label>
        <input {...common('repeated')} autoComplete="new-password" />
        <button type="submit">{password.submit}</button>
      </form>
      <p className={styles.residents}>
        <a href="/worklist">{password.back}</a>
      </p>
    </>
  );
}
