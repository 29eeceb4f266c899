import { listDemoTexts } from '@/db/queries/demo-sms';
import { type ListedNotice, type NoticeFilter, listNotices as findNotices } from '@/db/queries/notice-list';
import type { PageOf } from '@/db/queries/resident';
import { type Delivery, deliveryOf } from '@/server/domain/notice/delivery';
import type { AddresseeKind } from '@/server/domain/notice/notice';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface OutboxLine {
  readonly id: string;
  readonly toKind: AddresseeKind;
  /** A resident's by masked name. */
  readonly addressee: string;
  readonly maskedPhone: string | null;
  readonly template: string;
  readonly facts: object;
  readonly delivery: Delivery;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly sentAt: number | null;
  readonly attempts: number;
  readonly error: string | null;
  /** Whether sending it again would be of use. */
  readonly canResend: boolean;
  /** What the demonstration's carrier was given, word for word; null under any other. */
  readonly demoText: string | null;
}

export interface ListNoticesInput extends NoticeFilter, PageOf {
  /** Whether the demonstration's carrier is the one in use. */
  readonly withDemoTexts: boolean;
}

/** What was sent, is waiting or failed, of the institutions within reach; names and phones masked. */
export async function listNotices(context: ServiceContext, input: ListNoticesInput): Promise<{ rows: OutboxLine[]; total: number }> {
  const reach = permit(context, 'notice:read');
  const { withDemoTexts, page, pageSize, ...filter } = input;
  const q = context.store.reads;
  const { rows, total } = await findNotices(q, reach, filter, { page, pageSize });
  const texts = withDemoTexts ? await listDemoTexts(q, reach.regionCode, rows.map(({ row }) => row.id)) : new Map<string, string>();
  return { rows: rows.map((listed) => lineOf(listed, texts)), total };
}

function lineOf({ row, addressee, maskedPhone }: ListedNotice, texts: ReadonlyMap<string, string>): OutboxLine {
  const { id, toKind, template, facts, createdAt, dueAt, sentAt, attempts, error } = row;
  const delivery = deliveryOf(row);
  const canResend = delivery === 'failed' && row.uselessAt === null;
  return { id, toKind, addressee, maskedPhone, template, facts, delivery, createdAt, dueAt, sentAt, attempts, error, canResend, demoText: texts.get(id) ?? null };
}
