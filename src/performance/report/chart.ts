/** Lines over time as SVG, to stand inside of a page: it takes its colours from the classes of the page. */
import { numberText } from '../../errors/number-text.ts';

export interface Line {
  readonly name: string;
  /** Class of the page that colours it. */
  readonly className: string;
  /** Null where there is nothing: the line breaks off. */
  readonly values: readonly (number | null)[];
}

export interface ForecastPoint {
  readonly atMs: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Chart {
  readonly title: string;
  /** What the chart shows, for those who do not see it. */
  readonly description: string;
  readonly unit: string;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly lines: readonly Line[];
  /** What comes behind the end, with its interval; the time goes on as far. */
  readonly forecast?: readonly ForecastPoint[];
  /** A level to compare with, drawn where it is within sight of the values. */
  readonly mark?: { readonly value: number; readonly name: string };
}

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 56;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 26;
const TICKS = 4;
const TIME_TICKS = 4;
const DAY_MS = 86_400_000;

/** @param id of its title and description, once on the page */
export function chartSvg(
  { title, description, unit, sinceMs, untilMs, lines, forecast = [], mark }: Chart,
  id: string,
): string {
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const largest = Math.max(0, ...values, ...forecast.map(({ high }) => high));
  const endMs = forecast.at(-1)?.atMs ?? untilMs;
  const known = (untilMs - sinceMs) / (endMs - sinceMs);
  const isMarkSeen = mark !== undefined && mark.value <= 2 * largest;
  const top = niceTop(Math.max(largest, isMarkSeen ? mark.value : 0));
  const x = (share: number) => round(LEFT + share * (WIDTH - LEFT - RIGHT));
  const y = (value: number) => round(HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM));
  const grid = Array.from({ length: TICKS + 1 }, (_, tick) => {
    const value = (top * tick) / TICKS;
    const label = `${formatTick(value)}${tick === TICKS ? ` ${unit}` : ''}`;
    return `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}"/><text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${label}</text>`;
  });
  const times = Array.from({ length: TIME_TICKS + 1 }, (_, tick) => {
    const anchor = tick === 0 ? 'start' : tick === TIME_TICKS ? 'end' : 'middle';
    const label = timeLabel(sinceMs + ((endMs - sinceMs) * tick) / TIME_TICKS, endMs - sinceMs);
    return `<text x="${x(tick / TIME_TICKS)}" y="${HEIGHT - 6}" text-anchor="${anchor}">${label}</text>`;
  });
  const marked = isMarkSeen
    ? `<line class="mark" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(mark.value)}" y2="${y(mark.value)}"/><text class="marked" x="${WIDTH - RIGHT}" y="${y(mark.value) - 4}" text-anchor="end">${mark.name}</text>`
    : '';
  const ahead = forecastSvg(forecast, (atMs) => x((atMs - sinceMs) / (endMs - sinceMs)), y);
  const paths = lines.map(({ className, values: own }) => {
    const at = (index: number) => x((known * (index + 0.5)) / own.length);
    return pathsOf(own, at, y)
      .map((d) => `<path class="line ${className}" d="${d}"/>`)
      .join('');
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>${grid.join('')}${times.join('')}${ahead}${marked}${paths.join('')}</svg>`;
}

/** The interval as a band, and the values within as a line. */
function forecastSvg(
  points: readonly ForecastPoint[],
  x: (atMs: number) => number,
  y: (value: number) => number,
): string {
  if (points.length === 0) return '';
  const path = (own: readonly ForecastPoint[], valueOf: (point: ForecastPoint) => number) =>
    own.map((point) => `${x(point.atMs)} ${y(valueOf(point))}`).join('L');
  const band = `M${path(points, ({ high }) => high)}L${path(points.toReversed(), ({ low }) => low)}Z`;
  return `<path class="band" d="${band}"/><path class="line forecast" d="M${path(points, ({ value }) => value)}"/>`;
}

/** One path for each run of values; a value without neighbours becomes a dot. */
function pathsOf(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string[] {
  const paths: string[] = [];
  let path = '';
  for (const [index, value] of [...values, null].entries()) {
    if (value !== null) {
      path += `${path === '' ? 'M' : 'L'}${x(index)} ${y(value)}`;
    } else if (path !== '') {
      paths.push(path.includes('L') ? path : `${path}h0.01`);
      path = '';
    }
  }
  return paths;
}

/** 1, 2 or 5 times a power of ten, at least `value`. */
function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

function formatTick(value: number): string {
  return value >= 1_000 ? numberText(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function timeLabel(atMs: number, spanMs: number): string {
  const iso = new Date(atMs).toISOString();
  return spanMs > 2 * DAY_MS ? iso.slice(5, 10) : iso.slice(11, 16);
}

const round = (value: number) => Math.round(value * 10) / 10;
