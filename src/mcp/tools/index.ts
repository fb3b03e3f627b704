import type { Tool } from '../tool.ts';
import { analyzePrompt } from './analyze-prompt.ts';
import { checkRewrite } from './check-rewrite.ts';
import { comparePrompts } from './compare-prompts.ts';
import { deleteSession } from './delete-session.ts';
import { getAnalytics } from './get-analytics.ts';
import { getPerformanceStatus } from './get-performance-status.ts';
import { getSession } from './get-session.ts';
import { improvePrompt } from './improve-prompt.ts';
import { recordFeedback } from './record-feedback.ts';
import { setSession } from './set-session.ts';
import { touchSession } from './touch-session.ts';

/** In the order of `tools/list`: what a client needs first comes first. */
export const TOOLS: ReadonlyMap<string, Tool> = new Map(
  [
    improvePrompt,
    analyzePrompt,
    comparePrompts,
    checkRewrite,
    recordFeedback,
    getSession,
    setSession,
    touchSession,
    deleteSession,
    getAnalytics,
    getPerformanceStatus,
  ].map((tool) => [tool.name, tool]),
);
