import { describe, expect, test } from 'vitest';
import { findRecognition, type RecognizedDays } from '@/server/domain/recognition/find-recognition';
import { takeOverRecognition } from '@/server/domain/recognition/take-over-recognition';
import { recognitionNumberOf } from '@/server/domain/recognition/number';
import { standingOn, validityFrom } from '@/server/domain/recognition/validity';
import { approved, now, order, policy, recognitionIn, withoutRecognition } from './recognition-facts';

const terms = policy.benefit.recognition;
if (terms === null) throw new Error('the pack asks for recognition');

const hypertension: RecognizedDays = { recognitionId: 'a', diseaseCode: 'M03900', from: '2024-01-01', to: '2025-12-31' };
const diabetes: RecognizedDays = { recognitionId: 'b', diseaseCode: 'M01600', from: '2024-07-01', to: '2026-06-30' };

describe('the recognition that covers a visit', () => {
  test.each<[string | null, string, string | null]>([
    ['I10.x00', '2024-01-01', 'a'],
    ['I10.x00', '2025-12-31', 'a'],
    ['I10.x00', '2023-12-31', null],
    ['I10.x00', '2026-01-01', null],
    ['E11.900', '2024-06-30', null],
    ['E11.900', '2024-07-01', 'b'],
    ['e11.900', '2024-07-01', 'b'],
    ['M01600', '2024-07-01', 'b'],
    ['E10.900', '2024-07-01', null],
    [null, '2024-07-01', null],
    ['', '2024-07-01', null],
  ])('%s on %s: %s', (diagnosisCode, day, expected) => {
    expect(findRecognition([hypertension, diabetes], diagnosisCode, day, terms)?.recognitionId ?? null).toBe(expected);
  });

  test('of several the one that began first, whatever the order', () => {
    const later = { ...hypertension, recognitionId: '0', from: '2024-02-01' };
    const twin = { ...hypertension, recognitionId: 'z' };
    for (const held of [[hypertension, later, twin], [twin, later, hypertension]]) {
      expect(findRecognition(held, 'I10.x00', '2024-06-01', terms)?.recognitionId).toBe('a');
    }
  });

  test('a disease that the policy of the day does not list covers nothing', () => {
    const without = { ...terms, diseases: terms.diseases.filter(({ code }) => code !== 'M03900') };
    expect(findRecognition([hypertension], 'I10.x00', '2024-06-01', without)).toBeNull();
  });
});

describe('validity', () => {
  test.each([
    ['2025-03-10', 2, '2027-03-09'],
    ['2024-02-29', 1, '2025-02-27'],
    ['2024-01-01', 5, '2028-12-31'],
  ])('from %s for %i years ends on %s', (from, years, to) => {
    expect(validityFrom(from, years)).toEqual({ validFrom: from, validTo: to });
  });

  test.each([
    ['2023-12-31', 'upcoming'],
    ['2024-01-01', 'in_force'],
    ['2025-12-31', 'in_force'],
    ['2026-01-01', 'expired'],
  ])('on %s it is %s', (day, standing) => {
    expect(standingOn(approved('2024-01-01', '2025-12-31'), day)).toBe(standing);
  });

  test('what never was approved stands as it stands', () => {
    for (const status of ['applied', 'declined', 'withdrawn', 'revoked'] as const) expect(standingOn(recognitionIn(status), '2030-01-01')).toBe(status);
  });
});

describe('taking one over', () => {
  const facts = { order: order(), validity: { validFrom: '2023-01-01', validTo: '2030-12-31' }, now, policy, held: [] };

  test('keeps the days that the earlier system gave', () => {
    expect(takeOverRecognition(facts)).toMatchObject({ ok: true, value: { status: 'approved', institutionCode: null, validFrom: '2023-01-01', validTo: '2030-12-31' } });
  });

  test.each<[string, Partial<Parameters<typeof takeOverRecognition>[0]>, string[]]>([
    ['days the wrong way round', { validity: { validFrom: '2024-01-02', validTo: '2024-01-01' } }, ['recognition.days_out_of_order']],
    ['a disease nobody lists', { order: order({ diseaseCode: 'X' }) }, ['recognition.disease_unknown']],
    ['a region without recognition', { policy: withoutRecognition }, ['recognition.not_in_policy']],
    ['over one that is here', { held: [approved('2022-06-01', '2023-01-01')] }, ['recognition.already_recognized']],
    ['right after one that is here', { held: [approved('2022-06-01', '2022-12-31')] }, []],
    ['beside an application that waits', { held: [recognitionIn('applied', { id: 'n0' })] }, []],
  ])('%s', (_, change, expected) => {
    const outcome = takeOverRecognition({ ...facts, ...change });
    expect(outcome.ok ? [] : outcome.refusals.map(({ code }) => code)).toEqual(expected);
  });
});

test('a number ends in six digits of the id, and moves on when it is taken', () => {
  const id = '01957f3e-7a80-7abc-8def-0000000f4241';
  expect(recognitionNumberOf('210100', '2025-03-10', id)).toBe('M21010020250310000001');
  expect(recognitionNumberOf('210100', '2025-03-10', id, 5)).toBe('M21010020250310000006');
  expect(() => recognitionNumberOf('210100', '2025-03-10', 'n1')).toThrow(RangeError);
});
