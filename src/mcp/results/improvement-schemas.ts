/** The parts of an improvement as they stand on the wire, and the one place where they are mapped to it. */
import { z } from 'zod';

import type { Constraint, Edit, Finding, PromptContext, Question, Score } from '../../prompt/types.ts';
import { LIMITS } from '../../services/limits.ts';

const item = () => z.string().max(LIMITS.contextItemChars);

export const promptArgument = z
  .string()
  .describe(`The prompt to work on, exactly as the user wrote it: 1 to ${LIMITS.promptBytes} bytes of UTF-8.`);

export const contextArgument = z
  .strictObject({
    mode: z
      .enum(['agent', 'chat'])
      .exactOptional()
      .describe('agent: the model that gets the prompt can open files and run commands; chat: it sees the text alone.'),
    files: z.array(item()).max(LIMITS.contextFiles).exactOptional().describe('Paths of files that the model can see.'),
    code_language: item().exactOptional().describe('Programming language of the project or snippet.'),
    test_command: item().exactOptional().describe("Command that runs the project's tests."),
    text: z
      .string()
      .exactOptional()
      .describe(
        `Earlier turns or supplied text that the prompt may refer to, at most ${LIMITS.contextTextBytes} bytes.`,
      ),
  })
  .describe('What is known beside the prompt. Leave out what is not known; nothing is assumed.');

export const answersArgument = z
  .record(z.string().max(LIMITS.contextItemChars), z.string().max(LIMITS.answerChars))
  .meta({ maxProperties: LIMITS.answers })
  .describe('Answers to earlier questions, by question id.');

export const targetArgument = z
  .enum(['claude', 'gpt', 'gemini', 'open', 'unknown'])
  .describe('Family of models the prompt is meant for.');

export const onlyArgument = z
  .array(z.string().max(16))
  .max(LIMITS.onlyRules)
  .describe('Use these rules only, by id. prompt-improver://rules lists them.');

export function contextFromWire(context: z.output<typeof contextArgument>): PromptContext {
  return {
    ...(context.mode !== undefined && { mode: context.mode }),
    ...(context.files !== undefined && { files: context.files }),
    ...(context.code_language !== undefined && { codeLanguage: context.code_language }),
    ...(context.test_command !== undefined && { testCommand: context.test_command }),
    ...(context.text !== undefined && { text: context.text }),
  };
}

const offsets = {
  start: z.int().describe('Offset in UTF-16 code units of the prompt.'),
  end: z.int().describe('Exclusive.'),
};

export const editSchema = z.object({
  rule: z.string(),
  ...offsets,
  text: z.string().describe('What replaces the range.'),
  reason: z.string(),
});

export const findingSchema = z.object({
  rule: z.string(),
  severity: z.enum(['high', 'medium', 'low', 'info']),
  ...offsets,
  message: z.string(),
  advice: z.string().exactOptional(),
});

export const questionSchema = z.object({
  id: z.string().describe('The key of the answer in `answers`.'),
  rule: z.string(),
  facet: z.string(),
  text: z.string(),
  reason: z.string(),
  options: z.array(z.object({ label: z.string(), effect: z.string() })),
  value: z.number().describe('0 to 1; the most useful question comes first.'),
});

const scoreSchema = z.object({
  before: z.number().describe('0 (unusable) to 100 (nothing a reader would have to guess).'),
  after: z.number(),
  potential: z.number().describe('If every question were answered.'),
  parts: z.record(z.string(), z.number()).describe('Parts of `before`, each 0 to 100.'),
  reason: z.string(),
});

const constraintSchema = z.object({ type: z.string(), ...offsets });

/** What improve_prompt and analyze_prompt have in common. */
export const assessmentShape = {
  verdict: z
    .enum(['good', 'improved', 'ask'])
    .describe('good: nothing to change or ask; improved: edited; ask: a question is open.'),
  summary: z.string(),
  score: scoreSchema,
  findings: z.array(findingSchema).describe('The first 100.'),
  questions: z.array(questionSchema).describe('At most 3, best first.'),
  constraints: z.array(constraintSchema).describe('Requirements that the prompt states on the answer; the first 200.'),
  language: z.string(),
  task: z.string(),
  ruleset_hash: z.string().describe('Changes with the rules that are on, their revisions and parameters.'),
};

export interface Assessment {
  readonly verdict: 'good' | 'improved' | 'ask';
  readonly summary: string;
  readonly score: Score;
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
  readonly constraints: readonly Constraint[];
  readonly language: string;
  readonly task: string;
  readonly rulesetHash: string;
}

export function assessmentToWire(result: Assessment): z.input<z.ZodObject<typeof assessmentShape>> {
  return {
    verdict: result.verdict,
    summary: result.summary,
    score: { ...result.score, parts: { ...result.score.parts } },
    findings: result.findings.map(({ rule, severity, start, end, message, advice }) => ({
      rule,
      severity,
      start,
      end,
      message,
      ...(advice !== undefined && { advice }),
    })),
    questions: result.questions.map(({ id, rule, facet, text, reason, options, value }) => ({
      id,
      rule,
      facet,
      text,
      reason,
      options: options.map(({ label, effect }) => ({ label, effect })),
      value,
    })),
    constraints: result.constraints.map(({ type, start, end }) => ({ type, start, end })),
    language: result.language,
    task: result.task,
    ruleset_hash: result.rulesetHash,
  };
}

export function editToWire({ rule, start, end, text, reason }: Edit): z.input<typeof editSchema> {
  return { rule, start, end, text, reason };
}
