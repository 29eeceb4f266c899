import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([AriaComponent, BarChart, GridComponent, LegendComponent, LineChart, SVGRenderer]);

export const chartKinds = ['bar', 'stacked', 'line'] as const;

/** A chart over categories, such as months or institutions; null is a gap. */
export interface ChartSpec {
  readonly kind: (typeof chartKinds)[number];
  /** What the axis counts: 万元, %, 人. */
  readonly unit: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

const size = { width: 720, height: 320 };
// Dark enough on white for text and lines alike, and told apart by pattern as well.
const colours = ['#0958d9', '#b34700', '#237804', '#531dab', '#006d75', '#a8071a'];
const ink = '#262626';
/** How many letters of the categories' names fit side by side. */
const lettersAcross = 40;

/**
 * The chart as an SVG document of 720 × 320, drawn here so that no browser has to load a chart library. Series are told apart
 * by pattern besides colour.
 */
export function drawChart({ kind, unit, categories, series }: ChartSpec): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({
      animation: false,
      color: colours,
      textStyle: { fontFamily: 'sans-serif', color: ink, fontSize: 13 },
      aria: { enabled: true, decal: { show: kind !== 'line' && series.length > 1 } },
      legend: series.length > 1 ? { top: 4, textStyle: { color: ink } } : { show: false },
      grid: { left: 16, right: 16, top: series.length > 1 ? 60 : 36, bottom: 12, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: { type: 'category', data: [...categories], axisLabel: { color: ink, interval: 0, rotate: categories.join('').length > lettersAcross ? 35 : 0 } },
      yAxis: { type: 'value', name: unit, nameTextStyle: { color: ink }, axisLabel: { color: ink } },
      series: series.map(({ name, values }) => ({
        name,
        data: [...values],
        silent: true,
        type: kind === 'line' ? 'line' : 'bar',
        ...(kind === 'stacked' ? { stack: 'all' } : {}),
        ...(kind === 'line' ? { symbolSize: 7, lineStyle: { width: 2.5 } } : { barMaxWidth: 36 }),
      })),
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
