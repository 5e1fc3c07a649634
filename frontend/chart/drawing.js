// One chart: bars and lines over the parts of a period, in the colours of the page.
import * as echarts from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { element } from '../app/elements.js';
import { isPersian, language } from '../app/texts.js';

echarts.use([AriaComponent, BarChart, GridComponent, LegendComponent, LineChart, SVGRenderer, TooltipComponent]);

const FONT = "'Vazirmatn Variable', sans-serif";
const COLOURS = ['--chart-1', '--chart-2', '--chart-3', '--chart-4'];
const SYMBOLS = ['circle', 'triangle', 'rect', 'diamond'];
const DASHES = ['solid', 'dashed', 'solid', 'dotted'];
const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

/** Resolve a custom property to the colour that it has now, light or dark. */
function colour(host, name) {
  const probe = element('span', {});
  probe.style.color = `var(${name})`;
  host.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const said = (value) => (value === null || value === undefined || value === '-' ? '–' : numbers.format(value));

// each line keeps its own direction, whatever stands in it
const isolated = (text) => `\u2068${text}\u2069`;

function tooltip(chart, points) {
  const lines = points.map(({ marker, seriesName, value }) =>
    isPersian ? `${isolated(said(value))} ${isolated(seriesName)} ${marker}` : `${marker} ${seriesName}: ${said(value)}`);
  return [chart.titles[points[0].dataIndex], ...lines].join('\n');
}

function series(one, index, ink) {
  return {
    name: one.name,
    type: one.type,
    data: one.data,
    barMaxWidth: 26,
    symbol: SYMBOLS[index],
    symbolSize: 7,
    lineStyle: { width: 2, type: DASHES[index] },
    itemStyle: { color: ink, borderRadius: one.type === 'bar' ? [3, 3, 0, 0] : 0 },
    cursor: one.urls.some(Boolean) ? 'pointer' : 'default',
    emphasis: { disabled: true },
  };
}

function options(host, chart) {
  const soft = colour(host, '--ink-soft');
  const line = colour(host, '--line');
  const text = { fontFamily: FONT, color: soft, fontSize: 12 };
  return {
    animation: false,
    textStyle: text,
    aria: { enabled: true, label: { description: host.dataset.label } },
    grid: { top: 64, bottom: 8, left: 8, right: 8, containLabel: true },
    legend: { formatter: isolated, show: chart.series.length > 1, top: 4, type: 'scroll', textStyle: text, icon: 'roundRect', itemWidth: 14, [isPersian ? 'right' : 'left']: 8 },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: colour(host, '--surface-raised'),
      borderColor: line,
      textStyle: { ...text, color: colour(host, '--ink'), align: isPersian ? 'right' : 'left' },
      formatter: (points) => tooltip(chart, points),
    },
    xAxis: {
      type: 'category',
      data: chart.labels.map(isolated),
      inverse: isPersian,
      axisLabel: { ...text, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: line } },
    },
    yAxis: {
      type: 'value',
      name: isolated(chart.unit),
      nameTextStyle: { ...text, align: isPersian ? 'right' : 'left' },
      position: isPersian ? 'right' : 'left',
      minInterval: chart.series.some(({ type }) => type === 'bar') ? 1 : 0,
      axisLabel: { ...text, formatter: said },
      splitLine: { lineStyle: { color: line } },
    },
    series: chart.series.map((one, index) => series(one, index, colour(host, COLOURS[index]))),
  };
}

/** Draw a chart into a box; a point leads to its cases. */
export function draw(host, chart) {
  // in a right-to-left box the texts of the drawing leave their places
  const box = element('div', { class: 'chart-box', dir: 'ltr' });
  host.replaceChildren(box);
  const drawn = echarts.init(box, null, { renderer: 'svg' });
  const paint = () => drawn.setOption(options(host, chart), true);
  paint();
  drawn.on('click', ({ seriesIndex, dataIndex }) => {
    const address = chart.series[seriesIndex].urls[dataIndex];
    if (address) location.assign(address);
  });
  new ResizeObserver(() => drawn.resize()).observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
}
