import type { Probe } from './probe';

const unseen = { version: null };
const all = { cut: 'all', type: null, text: null, page: 1, pageSize: 100 };

/** What was received is no consult: whoever reaches it is refused for its kind, not for its place. */
export const consultProbes: readonly Probe[] = [
  { path: 'consult.list', what: 'sent', kind: 'list', input: () => ({ side: 'sent', ...all }), marks: (held) => [held.consultId] },
  { path: 'consult.counts', kind: 'sum' },
  { path: 'consult.summary', kind: 'sum', input: () => ({ fromDay: '2025-03-01', toDay: '2025-03-31' }) },
  { path: 'consult.conversation', kind: 'named', input: ({ consultId }) => ({ referralId: consultId }) },
  { path: 'consult.say', kind: 'named', input: ({ consultId }) => ({ referralId: consultId, text: '请补充心电图' }) },
  { path: 'consult.reply', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen, opinion: '未见明显异常', findings: '' }) },
  { path: 'consult.askAgain', kind: 'named', input: ({ consultId }) => ({ referralId: consultId, ...unseen, question: '是否需要复查？' }) },
  { path: 'consult.convert', kind: 'named', input: ({ consultId }) => ({ referralId: consultId, ...unseen, kind: 'outpatient', priority: 'routine', opinion: '', consented: true }) },
];
