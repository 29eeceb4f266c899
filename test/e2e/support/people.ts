import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';

/** The citizen number of somebody the demo does not know: 17 digits and the check character that fits them. */
export function citizenId(seventeen: string): string {
  const number = [...'0123456789X'].map((last) => seventeen + last).find((candidate) => checkIdentityNumber('01', candidate).ok);
  if (!number) throw new Error(`no check character fits ${seventeen}`);
  return number;
}

/** The demo's own resident on paper: 王桂英, signed with 柳林第一团队. */
export const demoPaper = { path: '/r/210100-demo-paper-code-000001', tail: '0021', name: '王桂英' };

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
