import type { RouterOutputs } from '@/app/_trpc/outputs';

export type VisitDetail = RouterOutputs['visit']['get'];
