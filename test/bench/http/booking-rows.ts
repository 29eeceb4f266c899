import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';

interface Told {
  readonly regionCode: string;
  readonly toCode: string;
  readonly slotId: string;
  readonly residentId: string;
  readonly teamId: string;
}

/** The rows that accepting a referral leaves behind, written by hand: place, referral, timeline, audit with its head, two notices. */
export function rowsOfBooking(database: Database): (referralId: string) => void {
  const find = database.prepare<[string], Told>('select region_code regionCode, to_institution_code toCode, slot_id slotId, resident_id residentId, from_team_id teamId from referral where region_code = (select region_code from region) and id = ?');
  const slot = database.prepare("update slot set status = 'booked', expires_at = null where region_code = ? and id = ? and status = 'held' and referral_id = ?");
  const referral = database.prepare("update referral set status = 'accepted', decided_at = ?, answered_at = ?, version = 2 where region_code = ? and id = ? and version = 1");
  const event = database.prepare("insert into referral_event values (?, ?, 2, ?, 'accepted', '转诊办', ?)");
  const head = database.prepare('insert into audit_head values (?, ?, 1, ?) on conflict do update set seq = seq + 1, hash = excluded.hash returning seq');
  const audit = database.prepare("insert into audit_event values (?, ?, ?, ?, 'staff', ?, '转诊办', 'referral_office', 'referral.accepted', 'referral', ?, ?, ?, ?)");
  const notice = database.prepare(
    `insert into notice (region_code, id, to_kind, to_id, institution_code, channel, template, facts, subject_kind, subject_id, phone_sealed, created_at, due_at, attempts)
     values (?, ?, ?, ?, ?, ?, ?, ?, 'referral', ?, ?, ?, ?, 0)`,
  );
  const hash = 'h'.repeat(43);
  const phone = 'p'.repeat(52);
  const facts = JSON.stringify({ slotStartsAt: 1_800_000_000_000, number: 'Z80000020250317123456', toName: '城东中心医院', fromName: '柳河镇卫生院', maskedName: '居**' });
  return (id) => {
    const now = Date.now();
    const told = find.get(id);
    if (!told) throw new Error(`no referral ${id}`);
    const { regionCode, toCode, slotId, residentId, teamId } = told;
    const taken = slot.run(regionCode, slotId, id).changes + referral.run(now, now, regionCode, id).changes;
    if (taken !== 2) throw new Error(`${id} is booked already`);
    event.run(regionCode, id, now, facts);
    const seq = (head.get(regionCode, toCode, hash) as { seq: number }).seq;
    audit.run(regionCode, toCode, seq, now, 'office', id, facts, hash, hash);
    notice.run(regionCode, randomUUID(), 'team', teamId, toCode, 'in_app', 'referral_answered', facts, id, null, now, now);
    notice.run(regionCode, randomUUID(), 'resident', residentId, toCode, 'sms', 'referral_accepted', facts, id, phone, now, now);
  };
}
