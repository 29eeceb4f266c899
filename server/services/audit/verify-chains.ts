import { verifyAudit } from '@/db/queries/audit';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

/** Walks every audit chain of the installation; `problems` names each row that was edited, removed, reordered or cut off. */
export function verifyChains(context: ServiceContext): Promise<{ rows: number; problems: string[] }> {
  permit(context, 'audit:read');
  return verifyAudit(context.store.reads);
}
