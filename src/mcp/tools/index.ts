import type { WorkClass } from '../../resilience/admission/admission.ts';
import { loadOnce } from '../../services/load-once.ts';
import type { Tool } from '../tool.ts';

/** A tool that is loaded when it is first called or listed: no schema of any tool is on the way to the first answer. */
export interface LateTool {
  /** Whose places it takes while the server is busy. */
  readonly workClass: WorkClass;
  readonly load: () => Promise<Tool>;
}

function late(load: () => Promise<Tool>, workClass: WorkClass = 'live'): LateTool {
  return { workClass, load: loadOnce(load) };
}

/** In the order of `tools/list`: what a client needs first comes first. */
export const TOOLS: ReadonlyMap<string, LateTool> = new Map([
  ['improve_prompt', late(async () => (await import('./improve-prompt.ts')).improvePrompt)],
  ['analyze_prompt', late(async () => (await import('./analyze-prompt.ts')).analyzePrompt)],
  ['compare_prompts', late(async () => (await import('./compare-prompts.ts')).comparePrompts)],
  ['check_rewrite', late(async () => (await import('./check-rewrite.ts')).checkRewrite)],
  ['record_feedback', late(async () => (await import('./record-feedback.ts')).recordFeedback)],
  ['get_session', late(async () => (await import('./get-session.ts')).getSession)],
  ['set_session', late(async () => (await import('./set-session.ts')).setSession)],
  ['touch_session', late(async () => (await import('./touch-session.ts')).touchSession)],
  ['delete_session', late(async () => (await import('./delete-session.ts')).deleteSession)],
  ['get_analytics', late(async () => (await import('./get-analytics.ts')).getAnalytics)],
  [
    'get_performance_status',
    late(async () => (await import('./get-performance-status.ts')).getPerformanceStatus, 'control'),
  ],
]);
