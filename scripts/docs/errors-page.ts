/** `docs/errors.md`: the error catalogue. */
import { ERROR_CATALOGUE } from '../../src/errors/catalogue.ts';

const HEAD = `# Errors

Every failure has a code, a message that names the field and the limit where there is one, and a hint. The same code stands
behind every door:

- **MCP tools** answer with \`isError: true\`, the text \`CODE: message\` and the hint, and the whole report as JSON.
- **HTTP** answers with the status below and \`{"error": {code, message, hint, retryable, field?, limit?}}\`.
- **The command line** prints \`error CODE: message\` and the hint on standard error and ends with the exit code below.
- **The library** throws an \`AppError\` with the same fields and the \`cause\`.

"Retry" says that the same call may succeed later without being changed. \`retryable\` of a failure says it of that failure: yes for
\`STORE_READ_ONLY\` of PostgreSQL, where a failover may be under way.

`;

export function errorsPage(): string {
  const rows = Object.entries(ERROR_CATALOGUE).map(
    ([code, { http, exit, retryable, hint }]) =>
      `| \`${code}\` | ${http} | ${exit} | ${retryable ? 'yes' : 'no'} | ${hint} |`,
  );
  return `${HEAD}${['| code | HTTP | exit code | retry | hint |', '|---|---|---|---|---|', ...rows].join('\n')}\n`;
}
