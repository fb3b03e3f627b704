import { createLogger, type Logger, type LogLevel } from '../log/logger.ts';

export function stderrLogger(level: LogLevel): Logger {
  return createLogger(level, (line) => process.stderr.write(line), Date.now);
}
