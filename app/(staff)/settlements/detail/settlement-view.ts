import type { RouterOutputs } from '@/app/_trpc/outputs';

export type SettlementView = RouterOutputs['settlement']['get'];
export type SettlementLine = SettlementView['lines'][number];
