import type { Day } from '@/server/domain/kernel/calendar-day';
import { daysBetween } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import { type InstitutionLevel, isPrimary } from '@/server/domain/registry/codes';
import { type PostingEntry, quarterOf } from './posting';
import type { PostingField, PostingRefusal } from './refusals';

const limits: Readonly<Record<PostingField, number>> = { personName: 50, title: 50, subject: 100, note: 200, reason: 100 };
const mostPeople = 100_000;

export interface PostingFacts {
  readonly entry: PostingEntry;
  readonly fromLevel: InstitutionLevel;
  readonly toLevel: InstitutionLevel;
  readonly today: Day;
}

/**
 * What may be written down: somebody was sent down to help, or up to learn, and it has begun. Help is counted by quarters, so that
 * an entry lies in one; of a trainee, who may stay a year, the first day counts.
 */
export function checkPosting({ entry, fromLevel, toLevel, today }: PostingFacts): Outcome<PostingEntry, PostingRefusal> {
  const trimmed = trimmedOf(entry);
  return unlessRefused([...refusalsOfEnds(trimmed, fromLevel, toLevel), ...refusalsOfTexts(trimmed), ...refusalsOfCounts(trimmed, today)], () => trimmed);
}

function refusalsOfEnds({ kind, fromInstitutionCode, toInstitutionCode }: PostingEntry, fromLevel: InstitutionLevel, toLevel: InstitutionLevel): PostingRefusal[] {
  if (fromInstitutionCode === toInstitutionCode) return [{ code: 'posting.same_institution', facts: {} }];
  const wrongWay = kind === 'trainee' ? isPrimary(toLevel) : isPrimary(fromLevel);
  return wrongWay ? [{ code: 'posting.wrong_way', facts: { kind } }] : [];
}

function refusalsOfTexts({ kind, personName, title, subject, note }: PostingEntry): PostingRefusal[] {
  const missing: PostingField[] = [];
  if (personName === '') missing.push('personName');
  if (title === '') missing.push('title');
  if (kind === 'new_technique' && subject === null) missing.push('subject');
  return [
    ...missing.map((field): PostingRefusal => ({ code: 'posting.field_missing', facts: { field } })),
    ...refusalsOfLengths({ personName, title, subject, note }),
  ];
}

function refusalsOfLengths(texts: Readonly<Partial<Record<PostingField, string | null>>>): PostingRefusal[] {
  return (Object.keys(texts) as PostingField[])
    .filter((field) => [...(texts[field] ?? '')].length > limits[field])
    .map((field) => ({ code: 'posting.field_too_long', facts: { field, limit: limits[field] } }));
}

function refusalsOfCounts({ kind, fromDay, toDay, times, people }: PostingEntry, today: Day): PostingRefusal[] {
  const refusals: PostingRefusal[] = [];
  const isTrainee = kind === 'trainee';
  if (toDay < fromDay) refusals.push({ code: 'posting.days_out_of_order', facts: { fromDay, toDay } });
  const latest = isTrainee ? fromDay : toDay;
  if (latest > today) refusals.push({ code: 'posting.in_future', facts: { day: latest } });
  if (!isTrainee && toDay >= fromDay && quarterOf(fromDay) !== quarterOf(toDay)) refusals.push({ code: 'posting.across_quarters', facts: { fromDay, toDay } });
  // Nobody goes to the same place more than twice a day, in the morning and in the afternoon.
  const limit = isTrainee ? 1 : 2 * (Math.max(0, daysBetween(fromDay, toDay)) + 1);
  if (!Number.isSafeInteger(times) || times < 1 || times > limit) refusals.push({ code: 'posting.times_out_of_range', facts: { times, limit } });
  if (!Number.isSafeInteger(people) || people < 0 || people > mostPeople) refusals.push({ code: 'posting.people_out_of_range', facts: { people, limit: mostPeople } });
  return refusals;
}

/** Why a posting cannot be taken back: it was already, or nobody says why. */
export function checkWithdrawal(posting: { readonly withdrawnAt: number | null }, reason: string): Outcome<string, PostingRefusal> {
  const refusals: PostingRefusal[] = [];
  const given = reason.trim();
  if (posting.withdrawnAt !== null) refusals.push({ code: 'posting.already_withdrawn', facts: {} });
  if (given === '') refusals.push({ code: 'posting.field_missing', facts: { field: 'reason' } });
  return unlessRefused([...refusals, ...refusalsOfLengths({ reason: given })], () => given);
}

function trimmedOf(entry: PostingEntry): PostingEntry {
  const optional = (text: string | null) => (text === null || text.trim() === '' ? null : text.trim());
  return { ...entry, personName: entry.personName.trim(), title: entry.title.trim(), subject: optional(entry.subject), note: optional(entry.note) };
}
