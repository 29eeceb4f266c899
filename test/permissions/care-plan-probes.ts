import { planContent } from '../factories/care-plans';
import type { Probe } from './probe';

const page = { page: 1, pageSize: 100 };
const all = { mine: false, text: null, ...page };
const unseen = { version: null };
const seen = { place: 'clinic', note: '', measurements: {}, taskKeys: [] };

export const carePlanProbes: readonly Probe[] = [
  { path: 'care.returning', kind: 'list', input: () => ({ tab: 'tasks', ...all }), marks: ({ careTaskKey }) => (careTaskKey === '' ? [] : [careTaskKey]) },
  { path: 'care.counts', kind: 'sum', input: () => ({ mine: false }) },
  { path: 'care.plan', kind: 'named', input: ({ careId }) => ({ referralId: careId }) },
  { path: 'care.revision', kind: 'named', input: ({ careId }) => ({ referralId: careId, revision: 1 }) },
  { path: 'care.save', kind: 'named', input: ({ careId }) => ({ referralId: careId, content: planContent(), ...unseen, handOver: false, reason: null }) },
  { path: 'care.return', kind: 'named', input: ({ careId }) => ({ referralId: careId, ...unseen, opinion: null, plan: null }) },
  { path: 'care.receive', kind: 'named', input: ({ careId }) => ({ referralId: careId, ...unseen, note: null }) },
  { path: 'care.followUp', kind: 'named', input: ({ careId }) => ({ referralId: careId, ...unseen, ...seen }) },
  // Refused for want of a reason, so that the task stays open for the next who asks.
  { path: 'care.dropTask', kind: 'named', input: ({ careId, careTaskKey }) => ({ referralId: careId, key: careTaskKey, reason: '' }) },
  { path: 'care.close', kind: 'named', input: ({ careId }) => ({ referralId: careId, ...unseen }) },
  { path: 'care.closeAtHome', kind: 'named', input: ({ careId }) => ({ referralId: careId, ...unseen }) },
  { path: 'care.own', kind: 'bare', why: 'takes nothing; own-view.test.ts shows whose it is' },
];
