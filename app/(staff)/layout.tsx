import { Suspense, type ReactNode } from 'react';
import { shell } from '@/app/_copy/shell';
import { askAhead } from '@/app/_trpc/ask-ahead';
import { StaffShell } from './staff-shell';

/** A static shell: who is signed in and everything they see is fetched by the browser. */
export default function StaffLayout({ children }: { readonly children: ReactNode }) {
  askAhead('me.self');
  return (
    <StaffShell>
      <Suspense fallback={<p role="status">{shell.loading}</p>}>{children}</Suspense>
    </StaffShell>
  );
}
