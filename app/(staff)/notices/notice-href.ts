/** Where a notice leads, or nowhere. */
export function hrefOf(template: string, subjectKind: string | null, subjectId: string | null): string | null {
  if (template === 'phone_change_asked') return '/notices?view=phones';
  if (subjectId === null) return null;
  switch (subjectKind) {
    case 'contract':
      return `/contracts/detail?id=${encodeURIComponent(subjectId)}`;
    case 'resident':
      return `/residents/detail?id=${encodeURIComponent(subjectId)}`;
    case 'signing_request':
    case 'ending_request':
      return '/contracts/requests';
    default:
      return null;
  }
}
