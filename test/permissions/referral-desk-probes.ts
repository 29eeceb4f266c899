import type { Answer } from './ask';
import type { Probe } from './probe';

/** A slip is found by its number alone: of another hospital's only which one it is is told, of another region's nothing. */
function isTurnedAway({ refusals }: Answer): boolean {
  return refusals.some(({ code }) => code === 'check_in.wrong_hospital' || code === 'check_in.unknown' || code === 'check_in.number_malformed');
}

/** Each row of the report tells for itself. */
function isUnknownRow({ value }: Answer): boolean {
  return Array.isArray(value) && value.every((row: { refusals: readonly { code: string }[] }) => row.refusals.some(({ code }) => code === 'not_found'));
}

const screen = 'referrals';
const ofOwnAccount = 'filters are found by the account that asks, and by nothing else';

export const referralDeskProbes: readonly Probe[] = [
  { path: 'referralDesk.facets', kind: 'list', input: () => ({ side: 'sent' }), marks: (held) => [held.partnerCode] },
  { path: 'referralDesk.assignees', kind: 'bare', why: 'it names nobody: the people are those of the asker’s own institutions' },
  { path: 'referralDesk.assign', kind: 'named', input: ({ receivedId }) => ({ referrals: [{ referralId: receivedId, version: null }], to: 'nobody' }), nothing: isUnknownRow },
  { path: 'referralDesk.slip', kind: 'named', wide: true, input: ({ receivedNumber }) => ({ number: receivedNumber }), nothing: isTurnedAway },
  { path: 'referralDesk.checkIn', kind: 'named', wide: true, input: ({ receivedNumber }) => ({ number: receivedNumber, anyDay: false }), nothing: isTurnedAway },
  { path: 'savedFilter.list', kind: 'bare', input: () => ({ screen }), why: ofOwnAccount },
  { path: 'savedFilter.save', kind: 'bare', input: () => ({ screen, name: '心内科加急', query: 'priority=urgent' }), why: ofOwnAccount },
  { path: 'savedFilter.delete', kind: 'bare', input: () => ({ filterId: '01890000-0000-7000-8000-0000000000f1' }), why: ofOwnAccount },
];
