import { minuteMs } from '@/server/domain/kernel/instant';

/**
 * How an import stands. `interrupted`: the process that ran it died before its end; what was taken is kept, and importing the same file
 * again takes the rest.
 */
export const importStatuses = ['running', 'done', 'failed', 'interrupted'] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** A process that imports is heard of after every few thousand rows; one that says nothing for so long is dead. */
export const silenceMs = 10 * minuteMs;
