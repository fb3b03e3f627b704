import { alphanumeric, type Formats } from '../format.ts';

/** Model providers. */
export const ai: Formats = {
  tokens: [
    { kind: 'anthropic-key', prefix: 'sk-ant-', rest: /[a-z0-9]{2,12}-[\w-]{40,120}/y },
    {
      kind: 'openai-key',
      prefix: 'sk-',
      rest: /(?:proj|svcacct|admin|None)-[\w-]{40,200}|[a-zA-Z0-9]{32,64}(?![\w-])/y,
    },
    { kind: 'openrouter-key', prefix: 'sk-or-', rest: /v1-[0-9a-f]{64}/y },
    { kind: 'huggingface-token', prefix: 'hf_', rest: /[a-zA-Z]{34}/y },
    { kind: 'huggingface-token', prefix: 'hf_', rest: /[a-zA-Z0-9]{34,40}/y },
    { kind: 'huggingface-token', prefix: 'api_org_', rest: /[a-zA-Z]{34}/y },
    { kind: 'perplexity-key', prefix: 'pplx-', rest: /[a-zA-Z0-9]{48}/y },
    { kind: 'groq-key', prefix: 'gsk_', rest: /[a-zA-Z0-9]{48,56}/y },
    { kind: 'xai-key', prefix: 'xai-', rest: /[a-zA-Z0-9]{70,90}/y },
    { kind: 'replicate-token', prefix: 'r8_', rest: /[a-zA-Z0-9]{36,40}/y },
    { kind: 'langsmith-key', prefix: 'lsv2_', rest: /(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/y },
  ],
  assigned: [
    { kind: 'cohere-key', names: ['cohere', 'co_api_key'], value: alphanumeric(40) },
    { kind: 'privateai-key', names: ['private_ai'], value: alphanumeric(32) },
  ],
};
