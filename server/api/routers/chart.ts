import { z } from 'zod';
import { chartKinds, drawChart } from '@/server/integration/charts/draw-chart';
import { procedure, router } from '../trpc';

const name = z.string().max(40);
const spec = z
  .object({
    kind: z.enum(chartKinds),
    unit: z.string().max(10),
    categories: z.array(name).max(40),
    series: z.array(z.object({ name, values: z.array(z.number().nullable()).max(40) })).min(1).max(6),
  })
  .refine(({ categories, series }) => series.every(({ values }) => values.length === categories.length));

export const chartRouter = router({
  /** Figures the asker already holds, as an SVG document; nothing is read or kept. */
  draw: procedure('anyone')
    .input(spec)
    .query(({ input }) => drawChart(input)),
});
