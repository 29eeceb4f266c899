import { describe, expect, test } from 'vitest';
import { type ReminderFacts, decideReminder, suggestEnding } from '@/server/domain/fulfilment/renewal';
import { assumed } from './packages';

const terms = { listDays: assumed([60, 30, 7]), apartDays: assumed(7) };
const today = '2025-03-10';

function refused(change: Partial<ReminderFacts>): string[] {
  const decision = decideReminder({ endDay: '2025-04-01', renewedFrom: null, contacts: [], today, terms, ...change });
  return decision.ok ? [] : decision.refusals.map(({ code }) => code);
}

describe('a reminder to renew', () => {
  const reminded = (day: string) => ({ contacts: [{ kind: 'reminder', result: null, day } as const] });
  test.each([
    ['goes out while the contract is on the list', {}, []],
    ['on its last day', { endDay: today }, []],
    ['sixty days before', { endDay: '2025-05-09' }, []],
    ['not earlier', { endDay: '2025-05-10' }, ['renewal.not_ending']],
    ['not after its end', { endDay: '2025-03-09' }, ['renewal.not_ending']],
    ['not to whoever has renewed', { renewedFrom: '2025-04-02' }, ['renewal.already_renewed']],
    ['not again within the week', reminded('2025-03-04'), ['renewal.reminded_lately']],
    ['again after a week', reminded('2025-03-03'), []],
    ['after a call on the same day', { contacts: [{ kind: 'call', result: 'unreachable', day: today }] }, []],
  ] as const)('%s', (_, change, expected) => expect(refused(change)).toEqual(expected));
});

describe('calls suggest an ending', () => {
  const call = (result: 'will_renew' | 'refused' | 'unreachable', day: string) => ({ kind: 'call' as const, result, day });
  test.each([
    ['unreachable for a full year', [call('unreachable', '2024-03-10'), call('unreachable', '2025-03-01')], null, 'unreachable_one_year'],
    ['refused for a full year', [call('refused', '2024-01-01')], null, 'refused_one_year'],
    ['a day short of it', [call('unreachable', '2024-03-11')], null, null],
    ['reached in between', [call('unreachable', '2024-01-01'), call('will_renew', '2024-06-01'), call('unreachable', '2025-03-01')], null, null],
    ['served in between', [call('unreachable', '2024-01-01')], '2024-08-01', null],
    ['served before', [call('unreachable', '2024-01-01')], '2023-12-31', 'unreachable_one_year'],
    ['never called', [], null, null],
  ] as const)('%s', (_, contacts, lastGivenDay, expected) => expect(suggestEnding(contacts, lastGivenDay, today)).toBe(expected));
});
