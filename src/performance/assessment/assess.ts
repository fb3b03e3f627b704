/** Grades, trend and forecast of a stretch of time in one. */
import { mergeFigures } from '../figures.ts';
import type { WindowFigures } from '../window.ts';
import { forecastOf, type PerformanceForecast } from './forecast.ts';
import { type Grades, gradesOf } from './grade.ts';
import { type Frame, p95Series } from './p95-series.ts';
import { type Trend, trendOf } from './trend.ts';

export interface Assessment {
  readonly grades: Grades;
  readonly trend: Trend;
  readonly forecast: PerformanceForecast;
}

export interface AssessmentOptions extends Frame {
  /** From `MinuteHistory`, by `stepMinutes`; what lies outside of the frame is left out. */
  readonly stretches: readonly WindowFigures[];
  /** What is graded, if not all of it: the window of the status is shorter. */
  readonly graded?: WindowFigures;
  readonly targetMs: number;
}

export function assess({ stretches, graded, targetMs, ...frame }: AssessmentOptions): Assessment {
  const series = p95Series(stretches, frame);
  return {
    grades: gradesOf(graded ?? mergeFigures(frame.sinceMs, frame.untilMs, stretches)),
    trend: trendOf(series),
    forecast: forecastOf(series, targetMs),
  };
}
