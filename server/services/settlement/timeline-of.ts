import type { Queryable, Reach } from '@/db';
import { listObjections } from '@/db/queries/objection';
import { type SettlementRow, listActorNames } from '@/db/queries/settlement';
import type { Fen } from '@/server/domain/kernel/money';

export type SettlementEventKind = 'computed' | 'delivered' | 'reviewed' | 'confirmed' | 'closed' | 'objection_raised' | 'objection_withdrawn' | 'objection_accepted' | 'objection_refused';

export interface SettlementEvent {
  readonly kind: SettlementEventKind;
  readonly at: number;
  readonly actorName: string;
  /** What an objection event is about; null for the steps of the settlement itself. */
  readonly objection: { readonly number: number; readonly lineName: string; readonly amountFen: Fen; readonly words: string } | null;
}

type Dated = Omit<SettlementEvent, 'actorName'> & { readonly by: string };

/** What happened to one version, the oldest first, with the objections to it as far as the reach goes. */
export async function timelineOf(q: Queryable, reach: Reach, row: SettlementRow): Promise<SettlementEvent[]> {
  const steps: Dated[] = (
    [
      ['computed', row.computedBy, row.computedAt],
      ['delivered', row.deliveredBy, row.deliveredAt],
      ['reviewed', row.reviewedBy, row.reviewedAt],
      ['confirmed', row.confirmedBy, row.confirmedAt],
      ['closed', row.closedBy, row.closedAt],
    ] as const
  ).flatMap(([kind, by, at]): Dated[] => (by === null || at === null ? [] : [{ kind, by, at, objection: null }]));
  const events = [...steps, ...(await objectionEvents(q, reach, row))].sort((a, b) => a.at - b.at);
  const names = await listActorNames(q, events.map(({ by }) => by));
  return events.map(({ by, ...event }) => ({ ...event, actorName: names(by) }));
}

async function objectionEvents(q: Queryable, reach: Reach, { id, basis }: SettlementRow): Promise<Dated[]> {
  const objections = await listObjections(q, reach, [id]);
  return objections.flatMap(({ number, code, amountFen, text, raisedBy, raisedAt, state }): Dated[] => {
    const about = { number, amountFen, lineName: basis.names[code] ?? code };
    const raised: Dated = { kind: 'objection_raised', by: raisedBy, at: raisedAt, objection: { ...about, words: text } };
    switch (state.status) {
      case 'raised':
        return [raised];
      case 'withdrawn':
        return [raised, { kind: 'objection_withdrawn', by: raisedBy, at: state.at, objection: { ...about, words: '' } }];
      case 'accepted':
      case 'refused':
        return [raised, { kind: `objection_${state.status}`, by: state.answeredBy, at: state.answeredAt, objection: { ...about, words: state.answer } }];
    }
  });
}
