import { describe, expect, test } from 'vitest';
import { type ChartSpec, chartKinds, drawChart } from '@/server/integration/charts/draw-chart';

const spec: ChartSpec = { kind: 'bar', unit: '万元', categories: ['一月', '二月'], series: [{ name: '<script>alert(1)</script>', values: [1, null] }, { name: '支付', values: [2, 3] }] };

describe('a chart', () => {
  test.each(chartKinds)('drawn as %s is one SVG with its words, and what it names stays text', (kind) => {
    const svg = drawChart({ ...spec, kind });
    expect(svg).toMatch(/^<svg width="720" height="320"/);
    expect(svg).toContain('万元');
    expect(svg).toContain('二月');
    expect(svg).not.toContain('<script');
  });
});
