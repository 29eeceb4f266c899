import { z } from 'zod';
import { listDiagnosisVersions, searchDiagnoses } from '@/server/services/diagnosis/search-diagnoses';
import { procedure, router } from '../trpc';

export const diagnosisRouter = router({
  search: procedure('referral:read')
    .input(z.object({ text: z.string().max(100) }))
    .query(({ ctx, input }) => searchDiagnoses(ctx.service, input)),
  /** The lists that were imported. */
  versions: procedure('diagnosis:import').query(({ ctx }) => listDiagnosisVersions(ctx.service)),
});
