import { settlement as copy } from '@/app/_copy/settlement';
import { yuanText } from '@/app/_ui/money';
import { Section } from '@/app/_ui/page';
import { EventTimeline } from '@/app/_ui/timeline';
import type { SettlementView } from './settlement-view';

/** 办理经过: who brought the settlement where it stands, and what was said against it. */
export function Events({ view }: { readonly view: SettlementView }) {
  return (
    <Section title={copy.events.title}>
      <EventTimeline
        events={view.events.map(({ kind, at, actorName, objection }) => ({
          at,
          actorName,
          title: copy.events[kind],
          note: objection === null ? null : copy.events.objection(objection.number, objection.lineName, yuanText(objection.amountFen), objection.words),
        }))}
      />
    </Section>
  );
}
