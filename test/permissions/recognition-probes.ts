import { applicationOf } from '../factories/recognitions';
import { type Probe, noRows } from './probe';

const all = { tab: 'all', diseaseCode: null, text: '', page: 1, pageSize: 100 };
const unseen = { version: null };
const coronary = { diseaseCode: 'M04600', diagnosisCode: 'I25.103', diagnosisName: '冠状动脉粥样硬化性心脏病' };
const carers = ['doctor', 'nurse'] as const;
const hospitals = ['referral_office'] as const;

export const recognitionProbes: readonly Probe[] = [
  { path: 'recognition.list', kind: 'list', input: () => all, marks: (held) => [held.recognitionId, held.approvedRecognitionId] },
  { path: 'recognition.list', what: 'by number', kind: 'named', input: ({ recognitionNumber }) => ({ ...all, text: recognitionNumber }), nothing: noRows },
  { path: 'recognition.detail', kind: 'named', input: ({ recognitionId }) => ({ recognitionId }) },
  { path: 'recognition.diseases', kind: 'bare', why: 'the region’s policy, the same for everybody in it' },
  { path: 'recognition.subject', what: 'of those looked after', kind: 'named', roles: carers, input: ({ residentId }) => ({ residentId }) },
  // A hospital applies for whoever lies in its beds, wherever in the region they live.
  { path: 'recognition.subject', what: 'by a hospital', kind: 'named', wide: true, roles: hospitals, input: ({ residentId }) => ({ residentId }) },
  { path: 'recognition.file', what: 'of those looked after', kind: 'named', roles: carers, input: ({ residentId }) => applicationOf(residentId, coronary) },
  { path: 'recognition.file', what: 'by a hospital', kind: 'named', wide: true, roles: hospitals, input: ({ residentId }) => applicationOf(residentId, coronary) },
  { path: 'recognition.file', what: 'a renewal', kind: 'named', input: ({ approvedRecognitionId }, own) => applicationOf(own.residentId, { renewsId: approvedRecognitionId }) },
  { path: 'recognition.revoke', kind: 'named', input: ({ approvedRecognitionId }) => ({ recognitionId: approvedRecognitionId, ...unseen, revokedFrom: null, reason: '冒用他人病历' }) },
  { path: 'recognition.approve', kind: 'named', input: ({ recognitionId }) => ({ recognitionId, ...unseen, validFrom: null }) },
  { path: 'recognition.decline', kind: 'named', input: ({ recognitionId }) => ({ recognitionId, ...unseen, reason: '材料不足' }) },
  { path: 'recognition.withdraw', kind: 'named', input: ({ recognitionId }) => ({ recognitionId, ...unseen }) },
  { path: 'own.recognitions', kind: 'bare', why: 'takes nothing; own-view.test.ts shows whose it is' },
];
