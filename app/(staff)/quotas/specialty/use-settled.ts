import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';

/** After a change: the list is read anew and the dialog closed. */
export function useSettled(onClose: () => void): () => Promise<void> {
  const trpc = useTRPC();
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: trpc.specialty.pathKey() });
    onClose();
  };
}
