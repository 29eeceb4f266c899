'use client';

import { useQueryClient } from '@tanstack/react-query';
import { consult as copy } from '@/app/_copy/consult';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';

/** What every act does once it is done: consults and referrals are read anew. */
export function useConsultReload(): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return async () => {
    await Promise.all([trpc.consult.pathFilter(), trpc.referral.pathFilter(), trpc.worklist.pathFilter()].map((filter) => queries.invalidateQueries(filter)));
  };
}

export function ActButtons({ label, isPending, onClose }: { readonly label: string; readonly isPending: boolean; readonly onClose: () => void }) {
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      <Button type="primary" htmlType="submit" loading={isPending}>
        {isPending ? copy.detail.working : label}
      </Button>
      <Button onClick={onClose}>{copy.detail.cancel}</Button>
    </div>
  );
}
