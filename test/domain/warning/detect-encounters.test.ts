import { describe, expect, test } from 'vitest';
import { detectAfterDeath } from '@/server/domain/warning/detect-after-death';
import { detectDuringStay } from '@/server/domain/warning/detect-during-stay';
import { detectServiceDuringStay } from '@/server/domain/warning/detect-service-during-stay';
import { detectSplitVisits } from '@/server/domain/warning/detect-split-visits';
import { detectTwoPlaces } from '@/server/domain/warning/detect-two-places';
import type { MonitoredVisit } from '@/server/domain/warning/person-month';
import { person, seen, stay, terms } from './monitored';

const hospital = { institutionCode: 'H21010000001' };

describe('a visit after a death on 10 March', () => {
  test.each<[string, MonitoredVisit, number | null]>([
    ['the day before', seen('2025-03-09'), null],
    ['the day itself, in the evening', seen('2025-03-10 21:00:00'), null],
    ['the day after', seen('2025-03-11'), 1],
    ['begun on the day itself and settled within the grace', seen('2025-03-25', { startedAt: '2025-03-10 08:00:00' }), null],
    ['begun on the day after and settled within the grace', seen('2025-03-25', { startedAt: '2025-03-11 00:10:00' }), 1],
    ['a stay that began before, settled within the grace', stay('2025-03-01 09:00:00', '2025-03-10 11:00:00', { settledAt: '2025-03-28 10:00:00' }), null],
    ['a stay without times, settled within the grace, tells nothing', seen('2025-03-28', { medType: '21' }), null],
    ['settled in another month is that month’s', seen('2025-04-02'), null],
  ])('%s', (_, visit, days) => {
    expect(detectAfterDeath(person([visit], { deathDay: '2025-03-10' })).map((found) => found.facts)).toEqual(days === null ? [] : [{ daysAfterDeath: days }]);
  });

  test('the grace is for settling, thirty days of it: a stay without times settled after them could not be earlier care', () => {
    const late = seen('2025-04-10', { medType: '21' });
    const inTime = seen('2025-04-09', { medType: '21' });
    const found = detectAfterDeath(person([late, inTime], { deathDay: '2025-03-10', month: '2025-04' }));
    expect(found.map((each) => each.visits[0]?.settlementId)).toEqual([late.settlementId]);
  });

  test('nobody who is alive has one', () => {
    expect(detectAfterDeath(person([seen('2025-03-11')]))).toEqual([]);
  });
});

describe('a service recorded for a stay from 3 to 12 March', () => {
  const inHospital = stay('2025-03-03 10:00:00', '2025-03-12 10:00:00');
  const service = (day: string) => ({ contractId: 'C1', institutionCode: 'H21010000011', day });
  test.each<[string, string[], object | null]>([
    ['on the days of admission and discharge', ['2025-03-03', '2025-03-12'], null],
    ['before and after it', ['2025-03-02', '2025-03-20'], null],
    ['twice within it', ['2025-03-11', '2025-03-04', '2025-03-20'], { services: 2, dayOfStay: 2, stayDays: 10 }],
  ])('%s', (_, days, facts) => {
    const found = detectServiceDuringStay(person([inHospital], { services: days.map(service) }));
    expect(found.map((each) => each.facts)).toEqual(facts === null ? [] : [facts]);
    for (const each of found) expect(each).toMatchObject({ institutionCode: 'H21010000011', contractId: 'C1', amountFen: 0, visits: [{ settlementId: inHospital.settlementId }] });
  });

  test('is told of in the month in which the stay was settled, and not without its times', () => {
    const services = [service('2025-03-05')];
    expect(detectServiceDuringStay(person([inHospital], { month: '2025-04', services }))).toEqual([]);
    expect(detectServiceDuringStay(person([stay('2025-03-03 10:00:00', '2025-03-12 10:00:00', { endedAt: null })], { services }))).toEqual([]);
  });
});

describe('an outpatient visit during a stay from 3 to 12 March', () => {
  const inHospital = stay('2025-03-03 10:00:00', '2025-03-12 10:00:00');
  test.each<[string, MonitoredVisit, number | null]>([
    ['on the day of admission', seen('2025-03-03 08:30:00'), null],
    ['on the day after', seen('2025-03-04'), 2],
    ['on the last day but one', seen('2025-03-11'), 9],
    ['on the day of discharge', seen('2025-03-12 15:00:00'), null],
    ['a prescription filled meanwhile', seen('2025-03-07', { medType: '41' }), 5],
    ['settled during the stay, begun before it', seen('2025-03-05', { startedAt: '2025-03-02 09:00:00' }), null],
    ['another stay', stay('2025-03-04 09:00:00', '2025-03-05 09:00:00'), null],
  ])('%s', (_, visit, dayOfStay) => {
    const found = detectDuringStay(person([visit, inHospital]));
    expect(found.map((each) => each.facts)).toEqual(dayOfStay === null ? [] : [{ dayOfStay, stayDays: 10 }]);
  });

  test('a stay without its times is unknown', () => {
    expect(detectDuringStay(person([seen('2025-03-05'), { ...inHospital, endedAt: null }]))).toEqual([]);
    expect(detectDuringStay(person([seen('2025-03-05'), { ...inHospital, startedAt: null }]))).toEqual([]);
  });

  test('belongs to the month in which the later of the two was settled', () => {
    const overTheMonth = stay('2025-02-20 10:00:00', '2025-03-02 10:00:00');
    const visit = seen('2025-02-25');
    expect(detectDuringStay(person([visit, overTheMonth], { month: '2025-02' }))).toEqual([]);
    const [found] = detectDuringStay(person([visit, overTheMonth]));
    expect(found?.visits.map((each) => each.settlementId)).toEqual([visit.settlementId, overTheMonth.settlementId]);
  });
});

describe('two places at once', () => {
  const first = seen('2025-03-07 09:00:00');
  test.each<[string, MonitoredVisit, number | null]>([
    ['a minute short of an hour later', seen('2025-03-07 09:59:00', hospital), 59],
    ['a second short of an hour later', seen('2025-03-07 09:59:59', hospital), 59],
    ['exactly an hour later', seen('2025-03-07 10:00:00', hospital), null],
    ['at the same moment', seen('2025-03-07 09:00:00', hospital), 0],
    ['half an hour earlier', seen('2025-03-07 08:30:00', hospital), 30],
    ['at the same place', seen('2025-03-07 09:10:00'), null],
    ['a prescription filled at a pharmacy', seen('2025-03-07 09:20:00', { institutionCode: 'P21010000031', medType: '41' }), null],
    ['a stay settled meanwhile', seen('2025-03-07 09:20:00', { ...hospital, medType: '21' }), null],
    ['settled at once, begun the day before', seen('2025-03-07 09:05:00', { ...hospital, startedAt: '2025-03-06 15:00:00' }), null],
    ['settled later, begun at once', seen('2025-03-09 09:05:00', { ...hospital, startedAt: '2025-03-07 09:40:00' }), 40],
  ])('%s', (_, second, minutesApart) => {
    const found = detectTwoPlaces(person([second, first]), terms);
    expect(found.map((each) => each.facts)).toEqual(minutesApart === null ? [] : [{ minutesApart, limitMinutes: 60 }]);
  });

  test('is the same finding whatever the order, and holds both records and what the funds paid', () => {
    const second = seen('2025-03-07 09:20:00', hospital);
    const [one] = detectTwoPlaces(person([first, second]), terms);
    const [other] = detectTwoPlaces(person([second, first]), terms);
    expect(one).toEqual(other);
    expect(one).toMatchObject({ residentId: 'R1', institutionCode: hospital.institutionCode, amountFen: 12_000, visits: [{ settlementId: first.settlementId }, { settlementId: second.settlementId }] });
  });

  test('over midnight at the end of a month is seen with the later one', () => {
    const late = seen('2025-02-28 23:50:00');
    const early = seen('2025-03-01 00:10:00', hospital);
    expect(detectTwoPlaces(person([late, early]), terms)).toHaveLength(1);
    expect(detectTwoPlaces(person([late, early], { month: '2025-02' }), terms)).toEqual([]);
  });
});

describe('split visits', () => {
  const of = (...amounts: number[]) => amounts.map((totalFen, index) => seen(`2025-03-07 ${String(8 + index).padStart(2, '0')}:00:00`, { totalFen }));
  test.each<[string, MonitoredVisit[], object | null]>([
    ['two are none', of(9900, 9800), null],
    ['three alike', of(9900, 9800, 9700), { settlements: 3, limit: 3, smallestFen: 9700, largestFen: 9900 }],
    ['exactly a fifth apart is near', of(8000, 9000, 10_000), { settlements: 3, limit: 3, smallestFen: 8000, largestFen: 10_000 }],
    ['more than a fifth apart is not', of(7999, 9000, 10_000), null],
    ['the alike ones of many', of(1000, 9000, 9100, 9200, 50_000), { settlements: 3, limit: 3, smallestFen: 9000, largestFen: 9200 }],
    ['on two days', [...of(9900, 9800), seen('2025-03-08', { totalFen: 9700 })], null],
    ['at two places', [...of(9900, 9800), seen('2025-03-07 15:00:00', { ...hospital, totalFen: 9700 })], null],
    ['of nothing', of(0, 0, 0), { settlements: 3, limit: 3, smallestFen: 0, largestFen: 0 }],
  ])('%s', (_, visits, facts) => {
    expect(detectSplitVisits(person(visits), terms).map((each) => each.facts)).toEqual(facts === null ? [] : [facts]);
  });

  test('a fourth one that comes later is the same finding with other facts', () => {
    const three = of(9900, 9800, 9700);
    const [before] = detectSplitVisits(person(three), terms);
    const [after] = detectSplitVisits(person([...three, seen('2025-03-07 16:00:00', { totalFen: 9600 })]), terms);
    expect(after?.key).toBe(before?.key);
    expect(after?.facts).toMatchObject({ settlements: 4 });
  });
});
