import { z } from 'zod';

import { ALL_TASKS } from '../../prompt/rule-scope.ts';
import { ANALYTICS_PERIODS } from '../../services/analytics/types.ts';
import { analyticsSchema, analyticsToWire } from '../results/analytics-schema.ts';
import { analyticsText } from '../results/analytics-text.ts';
import { defineTool } from '../tool.ts';

export const getAnalytics = defineTool({
  name: 'get_analytics',
  title: 'Get analytics',
  description:
    'Tells what the stored improvements of the caller add up to: how many, their scores, and for each rule how often it acted, ' +
    'how often its improvements were accepted (with 95 % interval), how they were rated and what the score gained. ' +
    'Use it when the user asks how the improver is used or which rules help. Nothing is changed.',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    period: z
      .enum(ANALYTICS_PERIODS)
      .exactOptional()
      .describe('How far back, 30d if absent: whole hours (24h) or days of UTC, with the one under way.'),
    rule: z.string().max(16).exactOptional().describe('Id such as Q05: only improvements in which this rule acted.'),
    task: z.enum(ALL_TASKS).exactOptional().describe('Only prompts for this kind of task.'),
  }),
  output: analyticsSchema,
  async run(args, { services, caller }) {
    const report = await services.analytics.report(caller, args);
    return { structured: analyticsToWire(report), text: analyticsText(report) };
  },
});
