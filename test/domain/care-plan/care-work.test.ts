import { describe, expect, it } from 'vitest';
import { bedDaysFreed, careEnds, type CareTask, isAtHome, planInSight, planTasks, refusalsOfDoing, taskStateOn } from '@/server/domain/care-plan/care-work';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { ReservedSlot } from '@/server/domain/referral/reserved-slot';

const task: CareTask = { referralId: 'r', key: 't1', kind: 'visit', title: '面访', dueFrom: '2025-03-10', dueOn: '2025-03-17', endedAs: null };

describe('a task of a plan', () => {
  it.each([
    ['2025-03-09', 'upcoming'],
    ['2025-03-10', 'due'],
    ['2025-03-17', 'due'],
    ['2025-03-18', 'overdue'],
  ])('is on %s %s', (day, state) => {
    expect(taskStateOn(task, day)).toBe(state);
  });

  it('is not noted before its time, nor twice', () => {
    expect(refusalsOfDoing([task], '2025-03-09').map(({ code }) => code)).toEqual(['care.task_too_early']);
    expect(refusalsOfDoing([{ ...task, endedAs: 'done' }], '2025-03-12').map(({ code }) => code)).toEqual(['care.task_ended']);
    expect(refusalsOfDoing([task], '2025-03-12')).toEqual([]);
  });

  it('follows a new wording while it is open, and stays as it was once it ended', () => {
    const planned = { key: 't1', kind: 'visit', title: '面访', from: '2025-03-10', due: '2025-03-20' } as const;
    expect(planTasks([task], [planned])).toEqual([{ change: 'move', planned }]);
    expect(planTasks([{ ...task, endedAs: 'done' }], [planned])).toEqual([]);
    expect(planTasks([task], [])).toEqual([{ change: 'replace', key: 't1' }]);
    expect(planTasks([{ ...task, endedAs: 'dropped' }], [])).toEqual([]);
    expect(planTasks([task], [{ ...planned, due: '2025-03-17' }])).toEqual([]);
    expect(planTasks([], [planned])).toEqual([{ change: 'add', planned }]);
  });
});

describe('what of a plan is found by who opens the referral', () => {
  const writer = { writes: true, seesPatients: true };
  const reader = { writes: false, seesPatients: true };
  const manager = { writes: false, seesPatients: false };
  it.each([
    [null, 'writer', writer, 'none'],
    [null, 'manager', manager, 'none'],
    ['draft', 'writer', writer, 'shown'],
    ['draft', 'reader', reader, 'none'],
    ['draft', 'manager', manager, 'none'],
    ['handed_over', 'writer', writer, 'shown'],
    ['handed_over', 'reader', reader, 'shown'],
    ['handed_over', 'manager', manager, 'hidden'],
  ] as const)('%s, %s', (status, _who, who, found) => {
    expect(planInSight(status && { status }, who)).toBe(found);
  });
});

describe('whose plan it is', () => {
  const ends = { fromInstitutionCode: 'P1', toInstitutionCode: 'H1' };
  it('the receiver’s, for whoever was sent up or across', () => {
    expect(careEnds({ ...ends, direction: 'up' })).toEqual({ hospitalCode: 'H1', homeCode: 'P1' });
    expect(careEnds({ ...ends, direction: 'lateral' })).toEqual({ hospitalCode: 'H1', homeCode: 'P1' });
  });
  it('the sender’s, for whoever is sent down', () => {
    expect(careEnds({ fromInstitutionCode: 'H1', toInstitutionCode: 'P1', direction: 'down' })).toEqual({ hospitalCode: 'H1', homeCode: 'P1' });
  });
  it('is worked on only where the patient is', () => {
    expect(isAtHome({ direction: 'up', status: 'returned' })).toBe(false);
    expect(isAtHome({ direction: 'up', status: 'received' })).toBe(true);
    expect(isAtHome({ direction: 'down', status: 'accepted' })).toBe(false);
    expect(isAtHome({ direction: 'down', status: 'arrived' })).toBe(true);
  });
});

describe('nights that were not needed', () => {
  const bed = (day: string, state: ReservedSlot['state']): ReservedSlot => ({ id: day, kind: 'ward', startsAt: instantOf(`${day} 14:00:00`), state });
  const own = { status: 'used', referralId: 'r' } as const;
  const other = { status: 'held', referralId: 's', expiresAt: 0 } as const;
  const days = ['2025-03-08', '2025-03-09', '2025-03-10', '2025-03-11'];

  it('are the booked beds of the days after, whoever has them now', () => {
    const beds = [bed('2025-03-08', own), bed('2025-03-09', own), bed('2025-03-10', { status: 'free' }), bed('2025-03-11', other)];
    expect(bedDaysFreed({ id: 'r', bedSlotIds: days }, beds, { dischargedOn: '2025-03-10', plannedUntil: null })).toBe(2);
  });
  it('are none when the stay was used to the end', () => {
    expect(bedDaysFreed({ id: 'r', bedSlotIds: days }, days.map((day) => bed(day, own)), { dischargedOn: '2025-03-12', plannedUntil: null })).toBe(0);
  });
  it.each([
    [null, 0],
    ['2025-03-10', 0],
    ['2025-03-14', 4],
  ])('are counted to the planned end %s where no bed was booked here', (plannedUntil, nights) => {
    expect(bedDaysFreed({ id: 'r', bedSlotIds: [] }, [], { dischargedOn: '2025-03-10', plannedUntil })).toBe(nights);
  });
});
