/**
 * A moment, as milliseconds since 1970-01-01T00:00:00Z. Rules receive the present moment as an argument; calendar-day.ts
 * turns a moment into a Shanghai day and back.
 */
export type Instant = number;

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
