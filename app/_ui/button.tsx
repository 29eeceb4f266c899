'use client';

import type { ButtonHTMLAttributes, MouseEvent } from 'react';
import styles from './button.module.css';

interface ButtonLook {
  /** What leads on is `primary`, one a row; what belongs into a sentence or a cell is a `link`. */
  readonly type?: 'default' | 'primary' | 'link';
  readonly size?: 'small' | 'large';
  /** Ends something that cannot be taken up again. */
  readonly danger?: boolean;
}

interface ButtonProps extends ButtonLook, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'className'> {
  readonly htmlType?: 'button' | 'submit';
  /** What it does is under way: it keeps the focus and does nothing. */
  readonly loading?: boolean;
}

/** The browser's own button in the kit's dress: the kit's costs every screen more than all else that is on it. */
export function Button({ type, size, danger, htmlType = 'button', loading = false, onClick, ...rest }: ButtonProps) {
  const click = (event: MouseEvent<HTMLButtonElement>) => (loading ? event.preventDefault() : onClick?.(event));
  return <button {...rest} type={htmlType} className={buttonLook({ type, size, danger })} aria-busy={loading || undefined} onClick={click} />;
}

/** The dress alone, for a link that stands among buttons. */
export function buttonLook({ type = 'default', size, danger }: ButtonLook): string {
  return [styles.button, styles[type], size && styles[size], danger && styles.danger].filter(Boolean).join(' ');
}
