import { declineCodes, labelOf } from '@/app/_copy/labels';
import { referral as referralCopy } from '@/app/_copy/referral';
import { course } from '@/app/_copy/referral-course';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { EventTimeline } from '@/app/_ui/timeline';
import type { ReferralDetail } from '../use-referral';

/** What happened, the same for both sides. */
export function TimelinePanel({ shown: { events } }: { readonly shown: ReferralDetail }) {
  return (
    <Section title={course.timeline.title}>
      <p>{course.timeline.hint}</p>
      <EventTimeline events={events.map(eventOf)} />
    </Section>
  );
}

type Event = ReferralDetail['events'][number];

function eventOf({ at, action, actorName, facts }: Event) {
  return { at, title: labelOf(course.timeline.names, action), actorName: nameOf(actorName), note: notesOf(facts).join('；') || null };
}

/** A job is named by its code, which is no name for readers. */
function nameOf(actorName: string): string {
  if (actorName === 'resident') return course.timeline.residents;
  return /^[A-Za-z-]+$/.test(actorName) ? referralCopy.detail.system : actorName;
}

function notesOf(facts: Event['facts']): string[] {
  const { notes } = course.timeline;
  const text = (key: string): string | null => (typeof facts[key] === 'string' && facts[key] !== '' ? String(facts[key]) : null);
  const moment = (key: string): string | null => (typeof facts[key] === 'number' ? formatInstant(Number(facts[key])) : null);
  const lines = [
    said(moment('slotStartsAt'), notes.slotStartsAt),
    said(moment('until'), notes.until),
    said(text('promisedDay'), notes.promisedDay),
    said(text('otherName'), (place) => notes.otherName(place, text('departmentName') ?? '')),
    said(text('code'), (code) => notes.code(labelOf(declineCodes, code))),
    said(text('reason'), notes.reason),
    said(text('question'), notes.question),
    said(text('answer'), notes.answer),
    said(text('note'), notes.note),
    said(text('followUpDay'), notes.followUpDay),
    said(text('previousNumber'), notes.previousNumber),
    said(text('to'), notes.assignee),
    said(text('consent'), (way) => notes.consent[way] ?? null),
    said(text('from'), (status) => notes.from[status] ?? null),
  ];
  return lines.filter((line) => line !== null);
}

function said(value: string | null, sentence: (value: string) => string | null): string | null {
  return value === null ? null : sentence(value);
}
