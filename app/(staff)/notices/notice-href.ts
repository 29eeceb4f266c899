import { type NoticeSubject, noticeSubjects } from '@/server/domain/notice/notice';

/** The page of each thing that a notice can be about; null where staff have none to open. */
const pages: Readonly<Record<NoticeSubject, ((id: string, template: string) => string) | null>> = {
  contract: (id) => `/contracts/detail?id=${encodeURIComponent(id)}`,
  contract_request: (_, template) => (template === 'request_received' ? '/contracts/requests' : '/contracts/requests?tab=closed'),
  resident: (id) => `/residents/detail?id=${encodeURIComponent(id)}`,
  // Residents alone are told of it, and they read of their new team on their own page.
  handover: null,
  referral: (id, template) => `/${template.startsWith('consult_') ? 'consults' : 'referrals'}/detail?id=${encodeURIComponent(id)}`,
};

/** Where a notice leads, or nowhere. */
export function hrefOf(template: string, subjectKind: string | null, subjectId: string | null): string | null {
  if (template === 'phone_change_asked') return '/notices?view=phones';
  const subject = noticeSubjects.find((known) => known === subjectKind);
  const page = subject === undefined ? null : pages[subject];
  return subjectId === null ? null : (page?.(subjectId, template) ?? null);
}
