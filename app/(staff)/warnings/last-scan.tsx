import { useQuery } from '@tanstack/react-query';
import { warning as copy } from '@/app/_copy/warning';
import { useTRPC } from '@/app/_trpc/client';
import { formatInstant } from '@/app/_ui/moment';

/** How far the scans have come. */
export function LastScan() {
  const trpc = useTRPC();
  const scans = useQuery(trpc.warning.scans.queryOptions());
  if (!scans.data) return null;
  const [newest] = scans.data;
  return <p>{newest ? copy.scan.last(newest.month, formatInstant(newest.scannedAt)) : copy.scan.never}</p>;
}
