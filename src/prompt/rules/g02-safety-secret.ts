import { ALL_TARGETS, ALL_TASKS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

export const g02: Rule = {
  id: 'G02',
  name: 'safety.secret',
  kind: 'warn',
  targets: ALL_TARGETS,
  tasks: ALL_TASKS,
  summary: 'Warns about keys, tokens and passwords in the prompt.',
  when: 'The text holds a known key format, a private key, a JSON web token or a connection string with a password.',
  whenNot: 'The value is a documented example or a placeholder.',
  evidence:
    'OWASP Top 10 for LLM Applications 2025, LLM02 Sensitive Information Disclosure (published late in 2024). The formats stand on our own measurement, on samples made from the gitleaks rules (2026-11).',
  revision: 1,
  warn: (reading) =>
    reading.secrets.map(({ start, end, kind }) => ({
      rule: 'G02',
      severity: 'high' as const,
      start,
      end,
      message: `This looks like a secret (${kind}). Whoever receives the prompt can use it.`,
      advice: 'Put a placeholder in its place, and revoke the secret if the prompt was sent anywhere before.',
    })),
};
