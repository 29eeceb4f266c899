import styles from './ui.module.css';

/** For a table's column whose dates, names or numbers are read in one piece. */
export const nowrap = { className: styles.nowrap } as const;
