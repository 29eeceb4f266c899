import { emptyDraft } from '@/server/domain/referral/draft';
import type { Probe } from './probe';

const handle = { draftId: 'nobody’s', version: 1 };
const why = 'a draft is found by its writer’s account alone, whatever its id; test/service/referral-draft.test.ts asks for another’s';

export const referralDraftProbes: readonly Probe[] = [
  { path: 'referralDraft.list', kind: 'bare', why },
  { path: 'referralDraft.get', kind: 'bare', input: () => ({ draftId: handle.draftId }), why },
  { path: 'referralDraft.start', kind: 'named', input: ({ residentId }) => ({ residentId }) },
  { path: 'referralDraft.save', kind: 'bare', input: () => ({ ...handle, body: emptyDraft }), why },
  { path: 'referralDraft.place', kind: 'bare', input: () => ({ ...handle, body: emptyDraft }), why },
  { path: 'referralDraft.send', kind: 'bare', input: () => handle, why },
  { path: 'referralDraft.drop', kind: 'bare', input: () => handle, why },
  { path: 'attachment.list', kind: 'named', input: ({ referralId }) => ({ referralId }) },
  { path: 'attachment.remove', kind: 'bare', input: ({ referralId }) => ({ referralId, attachmentId: 'none' }), why: 'an attachment is taken back from one’s own draft only, which is nobody else’s to find' },
  { path: 'diagnosis.search', kind: 'bare', input: () => ({ text: 'gxy' }), why: 'the list of diagnoses names nobody' },
  { path: 'diagnosis.versions', kind: 'bare', why: 'the list of diagnoses names nobody' },
];
